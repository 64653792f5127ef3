/* Sends forms in place. What it says stands in converse/form_words.html. */

const SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const SENT = "converse-sent";
const PATIENCE = 20_000;
const TITLE = document.title;
const PAGE = location.origin + location.pathname;
const { lang, content: words } = document.querySelector("[data-form-words]") ?? {};

function fill(node, facts) {
  if (node.data) node.data = node.data.replace(/{(\w+)}/g, (_, name) => facts[name] ?? "");
  for (const child of node.childNodes) fill(child, facts);
  return node;
}

function part(key, facts = {}) {
  const found = words.querySelector(`[data-word~="${CSS.escape(key)}"]`)?.cloneNode(true);
  return found && fill(found, facts);
}

const say = (key, facts) => part(key, facts)?.textContent;

function memory(store, key, value) {
  try {
    if (value === undefined) return JSON.parse(window[store].getItem(key));
    window[store].setItem(key, JSON.stringify(value));
  } catch {}
}

const isText = (value) => typeof value === "string" && value;
const controlOf = (field) => field.querySelector("[name]");
const labelOf = (field) => field.querySelector("legend, label");
const titleOf = (field) => labelOf(field).firstChild.textContent.trim();
const isTick = ({ type }) => /radio|check/.test(type);
const valueOf = (control) => (isTick(control) ? control.checked && control.value : control.value);
const readable = (control) => (isTick(control) ? control.labels[0].textContent.trim() : (control.selectedOptions?.[0].text ?? control.value));

async function shrink(input) {
  try {
    const [file] = input.files;
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, 1600 / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = picture.width * scale;
    canvas.height = picture.height * scale;
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    const box = new DataTransfer();
    box.items.add(new File([small], `${file.name}.jpg`, small));
    input.files = box.files;
  } catch {}
}

function wrongIn(field, code) {
  const { type, validity, value, files, accept, min, max, minLength, dataset } = controlOf(field);
  const file = files?.[0];
  const shown = (limit) => (type === "date" ? new Date(limit).toLocaleDateString(lang, { dateStyle: "long", timeZone: "UTC" }) : limit);
  if ("required" in field.dataset && !field.querySelector(":checked")) code ??= "valueMissing-radio";
  if (file && !accept.includes(file.type || "?")) code ??= "typeMismatch-file";
  if ((file?.size ?? value.length) > dataset.most) code ??= `tooLong-${type}`;
  if (validity.badInput) code ??= `badInput-${type}`;
  for (const flag in validity) if (validity[flag]) code ??= `${flag}-${type}`;
  return say(code, { label: titleOf(field), least: shown(min || minLength), most: shown(max || dataset.most) });
}

async function read(response) {
  const said = Object(await response.json().catch(() => 0));
  const { ref, error, fieldName: field, errors: all = field ? [{ ...said, field }] : error } = said;
  const errors = Object(all) === all ? Object.values(all).flat() : [all].filter(Boolean);
  if (response.status < 400 && !error && !errors[0] && said.success !== false) return { ref };
  const minutes = Math.ceil(response.headers.get("Retry-After") / 60) || 1;
  const texts = [said.message, said.body?.message, error?.message, ...errors.map((each) => each?.message ?? each), error, said.title];
  return { why: `answer-${response.status}`, errors, minutes, message: texts.find(isText) };
}

function bodyOf(form) {
  const data = new FormData(form);
  if (form.dataset.send !== "json") return /multi/.test(form.enctype) ? data : new URLSearchParams(data);
  const whole = {};
  for (const name of data.keys()) {
    const [outer, inner] = name.split(".");
    const value = data.getAll(name).join(", ");
    whole[outer] = inner ? { ...whole[outer], [inner]: value } : value;
  }
  return new Blob([JSON.stringify(whole)], { type: "application/json" });
}

function complain(form, errors) {
  const summary = part("summary");
  for (const [field, text] of errors) {
    const item = part("item", { text });
    summary.lastElementChild.append(item);
    if (!field) continue;
    const control = controlOf(field);
    const told = field.matches("fieldset") ? field : control;
    const ids = told.getAttribute("aria-describedby") ?? "";
    const note = field.querySelector(".form-error") ?? part("error");
    note.append(` ${text}`);
    note.id = `${control.id}-error`;
    if (!ids.includes(note.id)) told.setAttribute("aria-describedby", `${note.id} ${ids}`);
    control.setAttribute("aria-invalid", true);
    labelOf(field).after(note);
    item.firstChild.href = `#${control.id}`;
  }
  form.prepend(summary);
  document.title = say("title", { title: TITLE });
  summary.focus();
}

/* Cuts nothing off; ?topic=menu agrees to nothing. */
function prepare(control) {
  const field = control.closest("[data-field]");
  for (const value of new URLSearchParams(location.search).getAll(field.dataset.field)) {
    const before = control.value;
    if (!isTick(control)) control.value = value;
    else if (before === value) control.checked ||= field.matches("fieldset");
    control.value ||= before;
  }
  if (control.maxLength > 0) control.dataset.most = control.maxLength;
  control.removeAttribute("maxlength");
}

function tend(form) {
  const fields = [...form.querySelectorAll("[data-field]")];
  const controls = [...form.querySelectorAll("[data-field] [name]:not([type=file])")];
  const button = form.querySelector("button");
  const key = form.parentElement.id + PAGE;
  let ref, agreed, line, shrunk, busy, tried, refused;

  function wait(on) {
    busy = on;
    if (on) form.setAttribute("aria-busy", on);
    else form.removeAttribute("aria-busy");
    for (const control of controls) control.readOnly = on;
  }

  function begin() {
    wait();
    const draft = memory("localStorage", key);
    if (!draft && memory("sessionStorage", SENT)?.key === key) form.reset();
    controls.forEach(prepare);
    if (!draft?.values) return;
    ({ ref, agreed } = draft);
    for (const control of controls) {
      const value = draft.values[control.id];
      if (isTick(control)) control.checked = value === control.value;
      else control.value = value ?? control.value;
    }
    line?.remove();
    line = part(draft.went ? "went" : "draft", draft);
    form.prepend(line);
  }

  function keep(went) {
    ref ??= Array.from(crypto.getRandomValues(new Uint8Array(6)), (octet) => SIGNS[octet % 32]).join("");
    const values = Object.fromEntries(controls.map((control) => [control.id, valueOf(control)]));
    memory("localStorage", key, { ref, agreed, went, values });
  }

  const does = {
    forget() {
      memory("localStorage", key, null);
      ref = agreed = undefined;
      line?.remove();
      form.reset();
      controls[0].focus();
    },
    copy({ nextElementSibling }) {
      const show = (word) => () => (nextElementSibling.textContent = say(word));
      (navigator.clipboard?.writeText(text()) ?? Promise.reject()).then(show("copied"), show("uncopied"));
    },
  };

  function text() {
    const lines = fields.flatMap((field) => {
      const written = controls.filter((control) => field.contains(control) && valueOf(control)).map(readable);
      return written[0] ? `${titleOf(field)}\n${written.join(", ")}` : [];
    });
    return [...lines, ref, PAGE].join("\n\n");
  }

  function letter(address) {
    const [to, query = `subject=${encodeURIComponent(TITLE)}`] = address.split("?");
    return `${to}?${query}&body=${encodeURIComponent(text().replaceAll("\n", "\r\n"))}`;
  }

  function tell(word, facts) {
    const panel = part(word, { ...facts, ref });
    const address = form.parentElement.querySelector(".form-instead [href^=mailto]:not([hidden] *)");
    const link = panel.querySelector("[data-mail]");
    if (address) link.href = letter(address.href);
    else link.remove();
    form.append(panel);
    panel.focus();
  }

  async function post() {
    const halt = new AbortController();
    const { signal } = halt;
    const headers = { Accept: "application/json" };
    /* Not led on: what the policy refuses was not sent. */
    const response = fetch(form.action, { method: "POST", body: bodyOf(form), headers, signal, redirect: "manual" });
    setTimeout(() => halt.abort(), PATIENCE);
    tried = true;
    try {
      return await read(await response);
    } catch {
      await new Promise((go) => setTimeout(go, 99));
      return { why: signal.aborted ? "slow" : navigator.onLine ? "lost" : "offline" };
    }
  }

  function leave() {
    form.submit();
    setTimeout(wait, PATIENCE);
    memory("sessionStorage", SENT, { ref, key });
    keep(true);
    return true;
  }

  async function send() {
    const isMail = form.dataset.send === "mail";
    keep(isMail);
    wait(true);
    const facts = { ref, agreed, page: PAGE, took: Math.round(performance.now() / 1000) };
    for (const signal of form.querySelectorAll("[data-signal]")) signal.value = facts[signal.dataset.signal] ?? "";
    if (isMail) {
      location.href = letter(form.action);
      tried = true;
      return tell("mailed");
    }
    const answer = await post();
    if (!answer.why) {
      ref = isText(answer.ref) || ref;
      memory("sessionStorage", SENT, { ref, key });
      const { reader } = (form.querySelector(":checked[data-reader]") ?? form).dataset;
      const panel = part("sent", { ref, name: reader });
      does.forget();
      form.before(panel);
      form.hidden = true;
      return panel.focus();
    }
    if (refused) return leave();
    const errors = (answer.errors ?? []).map((each) => {
      const { field, code, message } = Object(each);
      const found = fields.find((one) => controlOf(one).name === field);
      return [found, (found && wrongIn(found, code)) ?? (isText(message) || isText(each) || say("answer"))];
    });
    if (errors.some(([field]) => field)) complain(form, errors);
    else tell("failed", { ...answer, reason: say(answer.why, answer) ?? say("answer") });
  }

  begin();
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    tried = false;
    try {
      button.focus();
      await shrunk;
      document.title = TITLE;
      for (const old of form.querySelectorAll(".form-error, .form-summary, [aria-invalid]")) {
        old.removeAttribute("aria-invalid");
        if (!old.name) old.remove();
      }
      const errors = fields.map((field) => [field, wrongIn(field)]).filter(([, text]) => text);
      wait(errors[0] ? complain(form, errors) : await send());
    } catch {
      wait();
      form.onsubmit = null;
      form.noValidate = false;
      if (!tried && form.reportValidity()) leave();
    }
  };
  form.oninput = ({ target }) => {
    if (target.files) shrunk = shrink(target);
    if (target.closest("[data-field=agree]")) agreed = target.checked ? new Date().toISOString() : "";
    keep();
  };
  form.onclick = ({ target }) => does[target.dataset.does]?.(target);
  button.after(part("status"));
  form.noValidate = true;
  addEventListener("pageshow", ({ persisted }) => (persisted || !memory("localStorage", key)) && begin());
  document.addEventListener("securitypolicyviolation", ({ blockedURI }) => (refused ||= blockedURI && form.action.startsWith(blockedURI)));
}

const spot = document.querySelector("[data-form-ref]");
const sent = memory("sessionStorage", SENT);
if (spot && sent) {
  fill(spot, sent).hidden = false;
  memory("localStorage", sent.key, null);
}

/* Who is older keeps the plain form. */
if (words && CSS.supports("selector(:not(a b))")) document.querySelectorAll("[data-form]").forEach(tend);
