/* Search and order on the board. What is searched in is fetched when somebody first types or chooses an order; until
   then, without it and whenever it is cleared, the list is there as it was printed. All words, and what a request looks
   like that is found, stand in the page: nothing here makes HTML. A designer has nothing to do here; the template is
   converse/search.html. */

const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(2000, 0, 1);
const AT_ONCE = 20;
const PAUSE = 150;
const NEVER = 1e9;

/* The same as `folded` in searchindex.py, word for word. */
const folded = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ß", "ss");
const wordsOf = (text) => folded(text).split(/[^\p{L}\p{N}_]+/u).filter(Boolean);

/* The index has columns; here is a request, with all that is searched, filtered and sorted by. */
function requestsOf(index) {
  const waits = new Map(index.waits);
  return index.slugs.map((slug, place) => ({
    place,
    title: index.titles[place],
    lang: index.languages[place] ?? "",
    asked: index.asked[place],
    answered: index.answered[place] < 0 ? -1 : index.asked[place] + index.answered[place],
    wanted: index.wanted[place],
    status: index.statuses[Math.floor(index.state[place] / index.kinds.length)],
    kind: index.kinds[index.state[place] % index.kinds.length],
    topic: index.topics[index.topic[place]] ?? "",
    waits: waits.get(place) ?? NEVER,
    words: `${folded(index.titles[place])} ${index.words[place] ?? ""}`,
    href: index.url.replace("{slug}", slug),
  }));
}

/* The newest stand first in the index, and stay so where two are alike; of two that wait alike, the older one. */
const ORDERS = {
  newest: () => 0,
  wanted: (one, other) => other.wanted - one.wanted,
  answered: (one, other) => other.answered - one.answered,
  waiting: (one, other) => one.waits - other.waits || (one.waits === NEVER ? 0 : other.place - one.place),
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
    this.date = new Intl.DateTimeFormat(this.says.lang, { dateStyle: "long", timeZone: "UTC" });
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
      if (event.key !== "Escape" || !this.isAsked) return;
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
    if (by === "unanswered") return request.waits !== NEVER;
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
    const link = row.querySelector("a");
    link.textContent = request.title;
    if (request.lang) link.lang = request.lang;
    if (request.href) link.href = `${this.says.home}/${request.href}`;
    else link.tabIndex = -1;
    for (const word of row.querySelectorAll("[data-status]")) {
      const { status, kinds = request.kind } = word.dataset;
      if (status !== request.status || !kinds.split(" ").includes(request.kind)) word.remove();
    }
    this.say(row, "time[data-asked]", request.asked);
    this.say(row, "time[data-waits]", request.waits === NEVER ? undefined : request.waits);
    const wanted = row.querySelector("[data-wanted]");
    wanted.textContent = request.wanted;
    if (request.wanted < 2) wanted.parentElement.remove();
    return row;
  }

  /* A day; or nothing, and then the words around it neither. */
  say(row, name, day) {
    const element = row.querySelector(name);
    if (day === undefined) return element.parentElement.remove();
    const moment = new Date(FIRST_DAY + day * DAY);
    element.dateTime = moment.toISOString().slice(0, 10);
    element.textContent = this.date.format(moment);
  }
}

const board = document.querySelector("[data-board]");
if (board) new Search(board);
