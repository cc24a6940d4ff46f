// What all pages do beyond links and forms; without scripts they still work, page by page.
export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const HEADERS = { "X-Fragment": "1" };
let quiet;

export function say(text) {
  const box = one("#status");
  box.textContent = text;
  clearTimeout(quiet);
  quiet = setTimeout(() => { box.textContent = ""; }, Math.max(4000, text.length * 150));
}

// Every element of the answer that has an id takes the place of the one that has it now.
export function swap(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const fresh of [...parsed.body.children]) {
    const old = fresh.id && document.getElementById(fresh.id);
    if (old) old.replaceWith(document.adoptNode(fresh));
  }
}

async function problem(response) {
  try { return (await response.json()).detail; } catch { return `没有成功（${response.status}），请重试。`; }
}

// Fetch a fragment and put it in place; false, with a message, when that failed. 409: others have decided
// meanwhile, and the fragment shows what.
export async function ask(address, options = {}) {
  let response;
  try {
    response = await fetch(address, { headers: HEADERS, ...options });
  } catch {
    say("没有连上审核台：请确认它还在运行。");
    return false;
  }
  if (response.status === 409) {
    swap(await response.text());
    return false;
  }
  if (!response.ok) {
    say(await problem(response));
    if (response.status === 422 && one("#name") && !one("#name").value) one("#name").focus();
    return false;
  }
  swap(await response.text());
  const said = response.headers.get("x-said");
  if (said) say(decodeURIComponent(said));
  return response.headers.get("x-at") || true;
}

// The form of a submit event that is to be sent without a new page, null where it goes its way or the user says no.
export function taken(event) {
  const form = event.target;
  if (!form.matches("[data-swap]") || event.submitter?.formMethod === "get") return null;
  event.preventDefault();
  return !form.dataset.ask || confirm(form.dataset.ask) ? form : null;
}

export const post = (form, button) =>
  ask(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(new FormData(form, button)) });

document.addEventListener("click", (event) => {
  const menu = one("details.menu[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});
