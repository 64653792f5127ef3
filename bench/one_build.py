"""One build of the site in the current folder, measured from inside; prints a line of JSON."""

import cProfile
import json
import pstats
import resource
import sys
import time


def main() -> None:
    """Build, and say what it took."""
    from pelican import main as pelican

    reading = _watched_reading()
    profile = cProfile.Profile()
    started = time.process_time()
    run = profile.runcall if "--count" in sys.argv[1:] else lambda function, argv: function(argv)
    run(pelican, ["--quiet", "--fatal", "errors"])
    seconds = time.process_time() - started
    calls = pstats.Stats(profile).total_calls if "--count" in sys.argv[1:] else 0  # type: ignore[attr-defined]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "calls": calls, "memory": memory, "reading": sum(reading)}))


def _watched_reading() -> list[float]:
    """Seconds that reading our content takes, added as it happens; nothing without the plugin."""
    took: list[float] = []
    try:
        from pelican_converse import plugin
    except ImportError:
        return took
    read = plugin.read_content

    def watched(*args: object, **names: object) -> object:
        started = time.process_time()
        try:
            return read(*args, **names)
        finally:
            took.append(time.process_time() - started)

    plugin.read_content = watched
    return took


if __name__ == "__main__":
    main()
