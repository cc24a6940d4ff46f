// A page of a review: keys, decisions, what is marked.
import { all, ask, one, post, say, taken } from "./desk.js";

const main = one("main[data-here]");
const findings = () => all(".finding");
const current = () => document.activeElement.closest(".finding");
let last = "";

function to(item) {
  if (!item) return;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const items = findings();
  const at = items.indexOf(current() || document.getElementById(last));
  to(at < 0 ? items[by > 0 ? 0 : items.length - 1] : items[at + by]);
}

// The next finding to decide on after `item`, by id, as the card it is in will be drawn anew.
function ahead(item) {
  const items = findings();
  const after = items.slice(items.indexOf(item) + 1).concat(items.slice(0, items.indexOf(item)));
  return after.find((other) => other.classList.contains("open"))?.id;
}

// Many findings of page `g` have changed: stay there, or go where the reader shall look (`g#id`).
function arrive(answer, item) {
  const [g, id] = answer.split("#");
  if (main && g !== "0" && g !== main.dataset.here) { location.assign(`${location.pathname}?g=${g}#${id}`); return; }
  to(document.getElementById(id || item?.id) || findings().find((other) => other.classList.contains("open")));
}

async function send(form, button) {
  const item = form.closest(".finding");
  const card = form.closest(".card")?.id;
  const action = button?.name === "action" ? button.value : form.elements.action?.value;
  const next = item && (["reopen", "keep"].includes(action) || item.classList.contains("added") ? item.id : ahead(item));
  const answer = await post(form, button);
  if (!answer) {
    if (item && !item.isConnected) to(document.getElementById(item.id) || one(".stale button"));
    return;
  }
  if (answer !== true) return arrive(answer, item);
  if (next) return to(document.getElementById(next));
  if (action === "add") { say("已添加。"); return to(all(".finding.added", document.getElementById(card)).at(-1)); }
  if (action === "label") { say("标注已保存。"); return one(".label:not(.own) summary", document.getElementById(card))?.focus(); }
  if (item) { say(one("#next") ? "这个项目审完了，按 n 看下一个。" : "全部意见审完了。"); (one("#next") || main).focus(); }
}

document.addEventListener("submit", (event) => {
  const menu = event.target.closest("details.menu");
  if (menu) menu.open = false;
  const form = taken(event);
  if (!form) return;
  main?.setAttribute("aria-busy", "true"); // what is shown is about to be drawn anew
  send(form, event.submitter).finally(() => main?.removeAttribute("aria-busy"));
});

function edit(item, open) {
  const form = one(".change", item);
  form.hidden = !open;
  one(".edit", item).setAttribute("aria-expanded", String(open));
  if (open) one("textarea", form).focus();
  else { form.reset(); to(item); }
}

document.addEventListener("click", (event) => {
  const item = event.target.closest(".finding");
  if (item && event.target.matches(".edit")) edit(item, one(".change", item).hidden);
  else if (item && event.target.matches(".drop-edit")) edit(item, false);
  const mark = event.target.closest("mark");
  if (mark) to(all(".finding", mark.closest(".card")).find((f) => mark.dataset.keys.split(" ").includes(f.dataset.key)));
});

document.addEventListener("change", (event) => {
  const chosen = event.target.closest(".phrase")?.querySelector("select").selectedOptions[0];
  for (const [name, value] of Object.entries(chosen?.dataset || {})) event.target.form.elements[name].value = value;
});

document.addEventListener("toggle", (event) => { // a phrase is chosen by script only
  const box = event.target.querySelector?.(".phrase");
  if (box) box.hidden = false;
}, true);

// ---- the original beside the findings ----

const side = one("#side");
const beside = () => !side.hidden;

// Show in the open original where a finding stands; another document or stretch is fetched.
async function look(item) {
  const flag = () => all("#original .flag").filter((f) => f.dataset.for.split(" ").includes(item?.id));
  const link = item && one(".see", item.closest(".card"));
  if (!flag().length && link && (link.dataset.at !== one("#original").dataset.at)) await ask(link.getAttribute("href"));
  if (document.activeElement.closest(".finding") !== item && item) return; // the reader has gone on
  all("#original .current").forEach((f) => f.classList.remove("current"));
  const flags = flag();
  flags.forEach((f) => f.classList.add("current"));
  const spot = flags[0] || (link && one(`#original [data-at="${CSS.escape(link.dataset.at)}"]`));
  if (spot) spot.scrollIntoView({ block: "nearest", inline: "nearest" });
}

async function see(address) {
  const item = current();
  side.hidden = false;
  document.body.classList.add("beside");
  if (!await ask(address)) return hide();
  const at = one("#original").dataset.at;
  if (item) look(item);
  else if (at) one(`#original [data-at="${CSS.escape(at)}"]`)?.scrollIntoView({ block: "center" });
}

function hide() {
  side.hidden = true;
  document.body.classList.remove("beside");
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".see, #see-original, #original nav a");
  const flag = event.target.closest("#original .flag");
  if (event.target.closest("#close-side")) hide();
  if (event.ctrlKey || event.metaKey || !(link || flag)) return;
  const here = flag?.dataset.for.split(" ").map((id) => document.getElementById(id)).find(Boolean);
  if (link || here) event.preventDefault();
  if (link) see(link.getAttribute("href"));
  else if (here) to(here);
  else sessionStorage.setItem("zhibiao.beside", "1");
});

document.addEventListener("focusin", (event) => {
  all("mark.current").forEach((mark) => mark.classList.remove("current"));
  const item = event.target.closest(".finding");
  if (!item) return;
  last = item.id;
  all("mark", item.closest(".card"))
    .filter((mark) => mark.dataset.keys.split(" ").includes(item.dataset.key))
    .forEach((mark) => mark.classList.add("current"));
  if (beside()) look(item);
});

const help = one("#help");
const only = one("#only");
const keys = one("#keys");
const kept = (name) => localStorage.getItem(`zhibiao.${name}`) === "on";

function bind(box, name, apply) {
  if (!box) return;
  box.checked = kept(name);
  apply(box.checked);
  box.addEventListener("change", () => { localStorage.setItem(`zhibiao.${name}`, box.checked ? "on" : "off"); apply(box.checked); });
}

if (localStorage.getItem("zhibiao.keys") === null) localStorage.setItem("zhibiao.keys", "on");
bind(keys, "keys", () => {});
bind(only, "only", (on) => document.body.classList.toggle("only-found", on));
one("#ask-help").addEventListener("click", () => help.showModal());

const press = (selector) => {
  const item = current() || document.getElementById(last);
  if (!item || !current()) return item ? to(item) : step(1);
  one(selector, item)?.click();
};
const follow = (...ids) => {
  const link = ids.map((id) => document.getElementById(id)).find(Boolean);
  if (!link) return say("没有了。");
  sessionStorage.setItem("zhibiao.turned", "1");
  if (beside()) sessionStorage.setItem("zhibiao.beside", "1");
  link.click();
};
const unfold = (selector, field) => {
  const box = one(selector, (current() || findings()[0] || document).closest?.(".card") || document);
  if (box) { box.open = true; one(field, box).focus(); }
};
const actions = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press(".yes"),
  d: () => press(".no"),
  e: () => press(".edit"),
  A: () => { const box = current()?.querySelector(".alike"); if (box) one("button", box).click(); },
  u: () => one("#undo").click(),
  m: () => unfold(".own", "textarea"),
  n: () => follow("next", "following"),
  p: () => follow("previous"),
  o: () => (beside() ? hide() : (one(".see", (current() || main).closest(".card") || main) || one("#see-original"))?.click()),
  f: () => only?.click(),
  c: () => unfold(".label:not(.own)", "select"),
  "?": () => (help.open ? help.close() : help.showModal()),
};

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("textarea, select, input:not([type=checkbox]):not([type=radio])");
  const item = event.target.closest(".finding");
  if (item && field && event.key === "Escape") return edit(item, false);
  if (field && event.key === "Enter" && event.ctrlKey) { event.preventDefault(); return field.form.requestSubmit(); }
  if (event.key === "Escape") { const menu = one("details.menu[open]"); if (menu) menu.open = false; }
  if (field || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (help.open && event.key !== "?") return;
  if (!keys.checked) return;
  const action = actions[event.key];
  if (action) { event.preventDefault(); action(); }
});

if (sessionStorage.getItem("zhibiao.turned")) {
  sessionStorage.removeItem("zhibiao.turned");
  to(findings().find((item) => item.classList.contains("open")) || findings()[0]);
}
if (location.hash.startsWith("#f")) to(document.getElementById(location.hash.slice(1)));
if (sessionStorage.getItem("zhibiao.beside")) {
  sessionStorage.removeItem("zhibiao.beside");
  one("#see-original")?.click();
}
document.documentElement.dataset.ready = "1";
