const SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const SENT = "converse-sent";
const title = document.title;
const page = location.origin + location.pathname;
const { content: words } = document.querySelector("[data-form-words]") ?? {};
let refused;

function fill(node, facts) {
  if (node.data) node.data = node.data.replace(/{(\w+)}/g, (_, name) => facts?.[name] ?? "");
  node.childNodes.forEach((child) => fill(child, facts));
  return node;
}

const entry = (key) => words.querySelector(`[data-word~="${CSS.escape(key)}"]`);
const part = (key, facts) => fill(entry(key).cloneNode(true), facts);
const say = (key, facts) => entry(key) && part(key, facts).textContent;

function memory(store, key, value) {
  try {
    if (value === undefined) return JSON.parse(window[store][key]);
    window[store][key] = JSON.stringify(value);
  } catch {}
}

const labelOf = (field) => field.querySelector("legend, label");
const trimmed = (text) => text?.trim?.();
const controlOf = (field) => field.querySelector("[name]");
const titleOf = (field) => labelOf(field).firstChild.textContent.trim();
const isTick = ({ type }) => /radio|check/.test(type);
const valueOf = (control) => (isTick(control) && !control.checked ? "" : control.value);
const textOf = (control) => (isTick(control) ? control.labels[0].textContent.trim() : (control.selectedOptions?.[0].text ?? control.value));

async function shrink(input) {
  try {
    const file = input.files[0];
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, 1600 / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = picture.width * scale;
    canvas.height = picture.height * scale;
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    const data = new DataTransfer();
    data.items.add(new File([small], `${file.name}.jpg`, { type: small.type }));
    if (input.files[0] === file) input.files = data.files;
  } catch {}
}

function wrongIn(field, code) {
  const { type, validity, value, files, accept, min, max, minLength, dataset } = controlOf(field);
  const file = files?.[0];
  if (field.matches("[data-required]") && !field.querySelector(":checked")) code ??= "valueMissing-radio";
  if (file && !accept.includes(file.type || "?")) code ??= "typeMismatch-file";
  if ((file?.size ?? value.length) > dataset.most) code ??= `tooLong-${type}`;
  if (validity.badInput) code ??= `badInput-${type}`;
  for (const flag in validity) if (validity[flag]) code ??= `${flag}-${type}`;
  return say(code, { label: titleOf(field), least: dataset.least ?? (min || minLength), most: dataset.most ?? max });
}

async function read(response, form) {
  const text = await response.text();
  let said = {};
  try {
    said = Object(JSON.parse(text));
  } catch {}
  const { ref, error, fieldName: field, errors: all = field && [{ ...said, field }] } = said;
  const errors = Object.values(Object(all)).map(Object);
  const answers = response.status % 200 || ref || !("answers" in form.dataset);
  const no = response.status > 399 || error || errors[0] || said.success === false;
  if (answers && !no) return { ref };
  const texts = [said.message, said.body?.message, errors[0]?.message, error, said.title];
  return { why: answers || no ? `answer-${response.status}` : "unsaid", errors, message: texts.find(trimmed) };
}

function bodyOf(form) {
  const data = new FormData(form);
  if (form.dataset.send !== "json") return /multi/.test(form.enctype) ? data : new URLSearchParams(data);
  const said = {};
  for (const name of data.keys()) {
    const [outer, inner] = name.split(".");
    const value = data.getAll(name).join(", ");
    said[outer] = inner ? { ...said[outer], [inner]: value } : value;
  }
  return new Blob([JSON.stringify(said)], { type: "application/json" });
}

function complain(form, errors) {
  const summary = part("summary");
  for (const [field, text] of errors) {
    const item = part("item", { text });
    summary.lastElementChild.append(item);
    const control = controlOf(field);
    const told = field.matches("fieldset") ? field : control;
    const ids = told.getAttribute("aria-describedby") || "";
    const note = field.querySelector(".form-error") ?? part("error", { text });
    note.id = `${control.id}-error`;
    if (!ids.includes(note.id)) told.setAttribute("aria-describedby", `${note.id} ${ids}`);
    control.setAttribute("aria-invalid", true);
    labelOf(field).after(note);
    item.firstChild.href = `#${control.id}`;
  }
  document.title = say("title", { title });
  form.prepend(summary);
  summary.focus();
}

function prepare(control) {
  const field = control.closest("[data-field]");
  for (const value of new URLSearchParams(location.search).getAll(field.dataset.field)) {
    const before = control.value;
    if (!isTick(control)) control.value = value;
    else if (before === value) control.checked ||= field.matches("fieldset");
    control.value ||= before;
  }
  control.removeAttribute("maxlength");
}

function tend(form) {
  const fields = [...form.querySelectorAll("[data-field]")];
  const controls = [...form.querySelectorAll("[data-field] [name]:not([type=file])")];
  const button = form.querySelector("button");
  const key = form.parentElement.id + page;
  let ref = "";
  let agreed, line, smaller, tried;

  function wait(on) {
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
      const value = draft.values[control.id] ?? valueOf(control);
      if (isTick(control)) control.checked = value === control.value;
      else control.value = value;
    }
    line?.remove();
    line = part(draft.went ? "went" : "draft", draft);
    form.prepend(line);
  }

  function keep(went) {
    if (!ref) for (const each of crypto.getRandomValues(new Uint8Array(6))) ref += SIGNS[each % 32];
    const values = {};
    for (const control of controls) values[control.id] = valueOf(control);
    memory("localStorage", key, { ref, agreed, went, values });
  }

  function forget() {
    memory("localStorage", key, null);
    ref = agreed = "";
    line?.remove();
    form.reset();
    controls[0]?.focus();
  }

  async function copy({ nextElementSibling: note }) {
    try {
      await navigator.clipboard.writeText(text());
      note.textContent = say("copied");
    } catch {
      note.textContent = say("uncopied");
    }
  }

  function text() {
    const lines = fields.flatMap((field) => {
      const found = controls.filter((control) => field.contains(control) && valueOf(control)).map(textOf).join(", ");
      return found ? `${titleOf(field)}\n${found}` : [];
    });
    return [...lines, ref, page].join("\n\n");
  }

  function letter(address) {
    const [to, query = `subject=${encodeURIComponent(title)}`] = address.split("?");
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
    const response = fetch(form.action, { body: bodyOf(form), headers: { Accept: "application/json" }, method: "POST", redirect: "manual", signal: halt.signal });
    setTimeout(() => halt.abort(), 20_000);
    tried = true;
    try {
      return await read(await response, form);
    } catch {
      await new Promise((done) => setTimeout(done, 99));
      return { why: halt.signal.aborted ? "slow" : navigator.onLine ? "lost" : "offline" };
    }
  }

  function leave() {
    wait(true);
    form.submit();
    setTimeout(wait, 20_000);
    memory("sessionStorage", SENT, { ref, key });
    keep(true);
    return true;
  }

  async function send() {
    const isMail = form.dataset.send === "mail";
    wait(true);
    keep(true);
    const facts = { ref, agreed, page, took: Math.ceil(performance.now() / 1e3) };
    for (const signal of form.querySelectorAll("[data-signal]")) signal.value = facts[signal.dataset.signal] || "";
    if (isMail) {
      location.href = letter(form.action);
      tried = true;
      return tell("mailed");
    }
    const answer = await post();
    if (!answer.why) {
      ref = trimmed(answer.ref) || ref;
      memory("sessionStorage", SENT, { ref, key });
      const { dataset } = form.querySelector(":checked[data-reader]") ?? form;
      const panel = part("sent", { ref, name: dataset.reader });
      memory("localStorage", key, null);
      form.replaceWith(panel);
      return panel.focus();
    }
    if (form.action.startsWith(refused)) return leave();
    if (!/slow|unsaid/.test(answer.why)) keep();
    const errors = (answer.errors ?? []).flatMap(({ field, code, message }) => {
      const found = fields.find((each) => controlOf(each).name === field);
      return found ? [[found, wrongIn(found, code) ?? trimmed(message) ?? say("answer")]] : [];
    });
    if (errors[0]) complain(form, errors);
    else tell("failed", { ...answer, reason: say(answer.why, answer) ?? say("answer") });
  }

  begin();
  button.after(part("status"));
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (form.matches("[aria-busy]")) return;
    form.setAttribute("aria-busy", true);
    tried = false;
    try {
      button.focus();
      await smaller;
      document.title = title;
      for (const old of form.querySelectorAll(".form-error, .form-summary, [aria-invalid]")) {
        old.removeAttribute("aria-invalid");
        if (!old.name) old.remove();
      }
      const errors = fields.flatMap((field) => (wrongIn(field) ? [[field, wrongIn(field)]] : []));
      wait(errors[0] ? complain(form, errors) : await send());
    } catch {
      wait();
      form.noValidate = false;
      if (tried) form.onsubmit = null;
      else if (form.reportValidity()) leave();
    }
  };
  form.oninput = ({ target }) => {
    if (target.files) smaller = shrink(target);
    if (target.closest("[data-field=agree]")) agreed = target.checked && new Date().toJSON();
    keep();
  };
  form.onclick = ({ target }) => ({ forget, copy })[target.dataset.does]?.(target);
  form.noValidate = true;
  addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
    if (effectiveDirective !== "form-action" || !form.matches("[aria-busy]")) return;
    keep();
    memory("sessionStorage", SENT, 0);
    wait(tell("failed", { reason: say("lost") }));
  });
  addEventListener("pageshow", ({ persisted }) => (persisted || !memory("localStorage", key)) && begin());
}

const place = document.querySelector("[data-form-ref]");
const sent = memory("sessionStorage", SENT);
if (place && sent) {
  fill(place, sent).hidden = false;
  if (memory("localStorage", sent.key)?.ref === sent.ref) memory("localStorage", sent.key, null);
}

addEventListener("securitypolicyviolation", ({ blockedURI }) => (refused = blockedURI || refused));
if (words) document.querySelectorAll("[data-form]").forEach(tend);
