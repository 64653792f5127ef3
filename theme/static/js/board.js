/* Search and order on the board. What is searched in is fetched when somebody first types or chooses an order; until
   then, without it and whenever it is cleared, the list is there as it was printed. All words, and what a request looks
   like that is found, stand in the page: nothing here makes HTML. A designer has nothing to do here; the template is
   converse/search.html. */

const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(2000, 0, 1);
const AT_ONCE = 20;
const PAUSE = 150;
const NEVER = 1e9;

/* The same as `folded` and `words_of` in searchindex.py, word for word: what is written without blanks is searched by
   every two characters. The digits of each script stand one behind the other, and begin with its zero. */
const isDigit = (code) => /\p{Nd}/u.test(String.fromCodePoint(code));
const digit = (sign, value = 0) => (isDigit(sign.codePointAt(0) - 1 - value) ? digit(sign, value + 1) : value % 10);
const bare = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ß", "ss");
const folded = (text) => bare(text).replace(/(?!\d)\p{Nd}/gu, (sign) => digit(sign)).normalize("NFC");
const CJK = "\\u3005-\\u3007\\u3041-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\u{20000}-\\u{3ffff}";
const WORD = new RegExp(`[${CJK}]+|(?:(?![${CJK}])[\\p{L}\\p{N}_])+`, "gu");
const RUN = new RegExp(`^[${CJK}]{2,}$`, "u");
const pairs = (run) => Array.from(run).slice(1).map((sign, place) => Array.from(run)[place] + sign);
const wordsOf = (text) => (folded(text).match(WORD) ?? []).flatMap((word) => (RUN.test(word) ? pairs(word) : [word]));

/* Words of addresses that many have are a sign each. */
const SIGN = /[\u0100-\u07ff]/g;
const whole = (slug, parts) => slug.replace(SIGN, (sign) => parts[sign.charCodeAt(0) - 0x100]);

/* A deadline is a day or a month, and is over or not: both as of the build, like all that is printed. */
function untilOf(number, asked, today) {
  if (number > 0) return { unit: "day", date: dateOf(asked + number - 1), isOver: asked + number - 1 < today };
  if (number === 0) return { unit: "none", isOver: false };
  const [year, month] = [Math.floor(-number / 12), -number % 12];
  const next = new Date(0);
  next.setUTCFullYear(year, month + 1, 1);
  const date = new Date(0);
  date.setUTCFullYear(year, month, 1);
  return { unit: "month", date, isOver: next <= dateOf(today) };
}

const dateOf = (day) => new Date(FIRST_DAY + day * DAY);

/* The index has columns; here is a request, with all that is searched, filtered, sorted by and said. */
function requestsOf(index) {
  const same = new Map(index.same);
  const titleAt = (place) => index.titles[place] ?? whole(index.slugs[place], index.parts);
  const hrefAt = (place) => index.url.replace("{slug}", () => whole(index.slugs[place], index.parts));
  return index.slugs.map((_, place) => {
    const [asked, by] = [index.asked[place], index.by[place] ?? ""];
    const since = (column) => (column[place] < 0 ? undefined : asked + column[place]);
    const status = index.statuses[Math.floor(index.state[place] / index.kinds.length)];
    const kind = index.kinds[index.state[place] % index.kinds.length];
    const until = untilOf(index.until[place], asked, index.today);
    const others = index.others[place];
    const topic = index.names[index.topic[place]] ?? "";
    const waits = since(index.waits);
    const isDue = status === "planned" || status === "started";
    return {
      place, asked, by, status, kind, until, others, waits,
      title: titleAt(place),
      lang: index.languages[index.lang[place]],
      answered: since(index.answered) ?? -NEVER,
      wanted: status === "duplicate" ? 0 : 1 + others,
      topic: index.topics[index.topic[place]] ?? "",
      words: folded(`${titleAt(place)} ${by} ${topic} `) + (index.words[place] ?? ""),
      href: hrefAt(place),
      same: same.has(place) && { title: titleAt(same.get(place)), href: hrefAt(same.get(place)) },
      /* What the template asks of it with data-if. */
      facts: new Set([
        status, kind, ...index.kinds.filter((each) => each !== kind).map((each) => `no-${each}`),
        until.unit === "none" ? "undated" : "dated", until.unit, until.isOver ? "over" : "ahead",
        isDue && until.isOver ? "late" : "", index.by.length ? "named" : "",
        others > 1 ? "many" : others ? "one" : "alone",
        waits === undefined ? "" : index.answered[place] < 0 ? "waits" : "again",
      ]),
    };
  });
}

/* The newest stand first in the index, and stay so where two are alike; of two that wait alike, the older one. */
const ORDERS = {
  newest: () => 0,
  wanted: (one, other) => other.wanted - one.wanted,
  answered: (one, other) => other.answered - one.answered,
  waiting: ({ waits: one = NEVER, place }, { waits: other = NEVER, place: next }) =>
    one - other || (one === NEVER ? 0 : next - place),
};

class Search {
  constructor(board) {
    this.form = board.querySelector("[role=search]");
    this.results = board.querySelector("[data-results]");
    this.found = this.results.querySelector("ol");
    this.more = this.results.querySelector("button");
    this.printed = board.querySelector("[data-list]");
    this.template = board.querySelector("template");
    this.status = this.form.querySelector("[role=status]");
    this.filters = document.querySelectorAll(".requests-filter a");
    this.says = this.form.dataset;
    const say = (how) => new Intl.DateTimeFormat(this.says.lang, { ...how, timeZone: "UTC", numberingSystem: "latn" });
    this.dates = { day: say({ dateStyle: "long" }), month: say({ month: "long", year: "numeric" }) };
    this.listen();
    this.read();
    this.form.hidden = false;
  }

  listen() {
    this.form.q.addEventListener("input", () => {
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.change(), PAUSE);
    });
    this.form.sort.addEventListener("change", () => this.change());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.change();
    });
    this.form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing || !this.isAsked) return;
      event.preventDefault();
      this.form.reset();
      this.change();
    });
    this.more.addEventListener("click", () => this.showMore());
    addEventListener("popstate", () => this.read());
  }

  get isAsked() {
    return this.form.q.value.trim() !== "" || this.form.sort.value !== "";
  }

  /* What is asked stands in the address, so that it can be linked and one can go back to it. */
  read() {
    const said = new URLSearchParams(location.search);
    this.form.q.value = said.get("q") ?? "";
    this.form.sort.value = said.get("sort") ?? "";
    this.form.sort.value ||= ""; // an order that there isn't is none
    this.show();
  }

  change() {
    clearTimeout(this.pause);
    const address = new URL(location.href);
    for (const { name, value } of [this.form.q, this.form.sort]) {
      if (value.trim()) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    const begins = !location.search && address.search;
    if (address.href !== location.href) history[begins ? "pushState" : "replaceState"](null, "", address);
    this.show();
  }

  async show() {
    const turn = (this.turn = Symbol());
    for (const link of this.filters) link.search = location.search;
    if (!this.isAsked) return this.giveBack("");
    try {
      const all = await this.fetch();
      if (turn === this.turn) this.list(all);
    } catch {
      if (turn === this.turn) this.giveBack(this.says.failed);
    }
  }

  /* Once; but what has failed is tried again. */
  fetch() {
    this.fetched ??= fetch(this.says.index)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
      .then(requestsOf);
    this.fetched.catch(() => (this.fetched = undefined));
    return this.fetched;
  }

  giveBack(words) {
    this.results.hidden = true;
    this.printed.hidden = false;
    this.status.textContent = words;
  }

  list(all) {
    const query = this.form.q.value.trim();
    const words = wordsOf(query);
    if (query && !words.length) words.push(folded(query)); // an emoji, say
    const isMeant = (request) => this.isListed(request) && words.every((word) => request.words.includes(word));
    this.left = all.filter(isMeant).sort(ORDERS[this.form.sort.value || this.printedOrder]);
    this.status.textContent = this.left.length ? `${this.says.found} ${this.left.length}` : this.says.none;
    this.found.replaceChildren();
    this.printed.hidden = true;
    this.results.hidden = !this.left.length;
    this.showSome();
  }

  get printedOrder() {
    return this.says.by === "unanswered" ? "waiting" : "newest";
  }

  /* The page may show those of one status, topic or kind, or those that wait. */
  isListed(request) {
    const { by, is } = this.says;
    if (by === "unanswered") return request.waits !== undefined;
    if (by === "status" && (is === "open" || is === "completed") && request.kind === "praise") return false;
    return by === "requests" || request[by] === is;
  }

  showSome() {
    this.found.append(...this.left.splice(0, AT_ONCE).map((request) => this.row(request)));
    this.more.hidden = !this.left.length;
  }

  showMore() {
    const first = this.found.children.length;
    this.showSome();
    this.found.children[first].querySelector("a").focus();
  }

  row(request) {
    const row = this.template.content.cloneNode(true);
    for (const words of row.querySelectorAll("[data-if]")) {
      if (!words.dataset.if.split(" ").every((fact) => request.facts.has(fact))) words.remove();
    }
    this.link(row.querySelector("a"), request);
    if (request.lang) row.querySelector("a").lang = request.lang;
    for (const same of row.querySelectorAll("a[data-same]")) this.link(same, request.same || request);
    for (const by of row.querySelectorAll("[data-by]")) by.textContent = request.by || this.says.customer;
    for (const others of row.querySelectorAll("[data-others]")) others.textContent = request.others;
    this.say(row, "asked", dateOf(request.asked));
    this.say(row, "waits", dateOf(request.waits ?? 0));
    this.say(row, "deadline", request.until.date, request.until.unit);
    return row;
  }

  link(link, { title, href }) {
    link.textContent = title;
    if (href) link.href = `${this.says.home}/${href}`;
    else link.tabIndex = -1;
  }

  /* A day or a month, wherever the template names it. */
  say(row, name, date, unit = "day") {
    for (const time of row.querySelectorAll(`time[data-${name}]`)) {
      time.dateTime = date.toISOString().slice(0, unit === "day" ? 10 : 7);
      time.textContent = this.dates[unit].format(date).replaceAll(" ", "\u00a0");
    }
  }
}

const board = document.querySelector("[data-board]");
if (board) new Search(board);
