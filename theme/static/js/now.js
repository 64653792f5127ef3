/* What changes while a page stays as it is: who answers, and whether a place is open.
   The build says all that is known, as minutes since 1970; here it is compared with the visitor's clock.
   Past what is known nothing is said. A designer has nothing to do here; the words are in the templates. */

const MINUTE = 60_000;
const DAY = 24 * 60;

/* data-from, data-until: an element is there only between these moments. */
function takeTurns(now) {
  for (const element of document.querySelectorAll("[data-from], [data-until]")) {
    const { from = -Infinity, until = Infinity } = element.dataset;
    element.hidden = now < Number(from) || now >= Number(until);
  }
  for (const receiver of document.querySelectorAll("form > data:not([hidden])")) {
    receiver.parentElement.action = receiver.value;
  }
  for (const { parentElement, dataset } of document.querySelectorAll(".form > [data-reader]:not([hidden])")) {
    const form = parentElement.querySelector("form");
    if (form) form.dataset.reader = dataset.reader;
  }
}

function intervals(text, start) {
  return (text ?? "").split(" ").filter(Boolean).map((pair) => pair.split("-").map((minutes) => start + Number(minutes)));
}

/* What is sure at this moment: one of the states that the template has words for, and the moment in them. */
function stateOf({ start, end, open, unsure }, now) {
  if (now < start || now >= end) return [];
  const within = ([opens, closes]) => opens <= now && now < closes;
  if (unsure.some(within)) return [];
  const current = open.find(within);
  if (current) return current[1] < end ? ["until", current[1]] : ["open", now];
  const next = open.find(([opens]) => opens > now);
  const sure = next && !unsure.some(([opens]) => opens > now && opens < next[0]);
  return sure ? ["opens", next[0]] : [];
}

/* The calendar day at the place, as a number that grows by one each day. */
function dayOf(minutes, timeZone) {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return Date.parse(parts.format(minutes * MINUTE)) / (DAY * MINUTE);
}

function wordsFor(state, moment, now, timeZone) {
  const days = dayOf(moment, timeZone) - dayOf(now, timeZone);
  if (state === "open") return "open";
  /* a night that ends in the morning needs no name of the day */
  if (state === "until") return moment - now < DAY ? "until" : "until-day";
  return days < 1 ? "today" : days < 2 ? "tomorrow" : "day";
}

function isElsewhere(moment, timeZone) {
  const clock = (zone) => new Date(moment * MINUTE).toLocaleString("en-CA", { timeZone: zone, hour12: false });
  return clock(timeZone) !== clock(undefined);
}

function sayWhetherOpen(element, now) {
  const { zone: timeZone, lang, start } = element.dataset;
  const known = { start: Number(start), end: Number(element.dataset.end) };
  known.open = intervals(element.dataset.open, known.start);
  known.unsure = intervals(element.dataset.unsure, known.start);
  const [state, moment] = stateOf(known, now);
  element.hidden = !state;
  if (!state) return;
  const words = wordsFor(state, moment, now, timeZone);
  const write = (options) => new Intl.DateTimeFormat(lang, { timeZone, ...options }).format(moment * MINUTE);
  for (const part of element.querySelectorAll("[data-words]")) part.hidden = part.dataset.words !== words;
  for (const clock of element.querySelectorAll("[data-clock]")) clock.textContent = write({ timeStyle: "short" });
  for (const day of element.querySelectorAll("[data-day]")) {
    day.textContent = write({ weekday: "long", day: "numeric", month: "long" });
  }
  element.querySelector("[data-elsewhere]").hidden = words === "open" || !isElsewhere(moment, timeZone);
}

/* The row of the week that holds today; none on days on which something else holds. */
function markToday(element, now) {
  const { zone: timeZone, start, end } = element.dataset;
  const today = dayOf(now, timeZone);
  const usual = !element.dataset.unusual.split(" ").includes(String(today - dayOf(Number(start), timeZone)));
  const weekday = (new Date(today * DAY * MINUTE).getUTCDay() + 6) % 7;
  for (const row of element.closest(".hours")?.querySelectorAll("tr[data-days]") ?? []) {
    const isToday = usual && now >= start && now < end && row.dataset.days.split(" ").includes(String(weekday));
    row.toggleAttribute("data-today", isToday);
  }
}

function look() {
  const now = Date.now() / MINUTE;
  takeTurns(now);
  for (const element of document.querySelectorAll("[data-open]")) {
    sayWhetherOpen(element, now);
    markToday(element, now);
  }
}

look();
setInterval(look, MINUTE / 2);
document.addEventListener("visibilitychange", () => document.hidden || look());
