// What the pages do beyond links and forms; without this script they still work, page by page.
"use strict";
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const HEADERS = { "X-Fragment": "1" };
  let quiet;

  function say(text) {
    const box = one("#status");
    box.textContent = text;
    clearTimeout(quiet);
    quiet = setTimeout(() => { box.textContent = ""; }, Math.max(4000, text.length * 150));
  }

  // Every element of the answer that has an id takes the place of the one that has it now.
  function swap(html) {
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
  async function ask(address, options = {}) {
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
    return true;
  }

  // ---- the list of files ----

  const drop = one("#drop");

  function poll() {
    const list = one("#uploads");
    if (!list || list.dataset.active === "0") return;
    setTimeout(async () => {
      const before = Number(one("#uploads").dataset.active);
      const focused = document.activeElement.closest("#uploads tr");
      const place = focused && all("a, button", focused).indexOf(document.activeElement);
      if (!await ask(`/uploads?page=${one("#uploads").dataset.page}`)) return setTimeout(poll, 3000);
      if (focused) all(`#${focused.id} a, #${focused.id} button`)[place]?.focus();
      const left = Number(one("#uploads").dataset.active);
      if (left < before) say(left ? `还有 ${left} 个文件在处理。` : "全部文件处理完了。");
      poll();
    }, 700);
  }

  function upload(event) {
    event.preventDefault();
    const files = [...one("#files").files];
    const refuse = (text) => { one("#files").value = ""; say(text); }; // else the same file could not be chosen again
    const total = files.reduce((sum, file) => sum + file.size, 0);
    const large = files.find((file) => file.size > Number(drop.dataset.bytes));
    if (files.length > Number(drop.dataset.files)) return refuse(`一次最多上传 ${drop.dataset.files} 个文件：请分几次，或压缩成 zip。`);
    if (large) return refuse(`${large.name} 超过 ${drop.dataset.bytes >> 20} MB 的上限：请拆分后再试。`);
    if (total > Number(drop.dataset.body)) return refuse(`一次上传超过 ${drop.dataset.body >> 20} MB 的上限：请分几次上传。`);
    const bar = one("#sending");
    const request = new XMLHttpRequest(); // fetch does not tell how much was sent
    request.open("POST", drop.getAttribute("action"));
    request.setRequestHeader("X-Fragment", "1");
    request.upload.onprogress = (e) => { bar.max = e.total; bar.value = e.loaded; };
    request.onloadend = () => {
      bar.hidden = true;
      one("#files").value = "";
      if (request.status === 200) {
        const idle = one("#uploads").dataset.active === "0";
        swap(request.responseText);
        say(`收到 ${files.length} 个文件，正在评分。`);
        if (idle) poll();
      } else {
        let text = "没有传成：请确认审核台还在运行，再试一次。";
        try { text = JSON.parse(request.responseText).detail; } catch { /* no answer at all */ }
        say(text);
      }
    };
    bar.value = 0;
    bar.hidden = false;
    request.send(new FormData(drop));
  }

  if (drop) {
    drop.addEventListener("submit", upload);
    one("#files").addEventListener("change", () => { if (one("#files").files.length) drop.requestSubmit(); });
    one("#send").hidden = true; // a chosen file is sent at once
    const over = (on) => (event) => { event.preventDefault(); drop.classList.toggle("over", on); };
    document.addEventListener("dragover", over(true));
    document.addEventListener("dragleave", over(false));
    document.addEventListener("drop", (event) => {
      over(false)(event);
      if (!event.dataTransfer.files.length) return;
      one("#files").files = event.dataTransfer.files; // this is no change to the browser
      drop.requestSubmit();
    });
    poll();
  }

  // ---- the review ----

  const main = one("main[data-here]");
  const findings = () => all(".finding").filter((item) => item.offsetParent);
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

  async function send(form, button) {
    if (form.dataset.ask && !confirm(form.dataset.ask)) return;
    const data = new FormData(form, button);
    const item = form.closest(".finding");
    const card = form.closest(".card")?.id;
    const action = data.get("action");
    const next = item && (action === "reopen" ? item.id : ahead(item));
    const address = form.getAttribute("action");
    if (!await ask(address, { method: "POST", body: new URLSearchParams(data) })) {
      if (item && !item.isConnected) to(document.getElementById(item.id));
      return;
    }
    if (next) return to(document.getElementById(next));
    if (action === "label") { say("标注已保存。"); return one(".label summary", document.getElementById(card))?.focus(); }
    if (item) { say(one("#next") ? "这个项目审完了，按 n 看下一个。" : "全部意见审完了。"); (one("#next") || main).focus(); }
  }

  document.addEventListener("submit", (event) => {
    const menu = event.target.closest("details.menu");
    if (menu) menu.open = false;
    if (!event.target.matches("[data-swap]")) return;
    event.preventDefault();
    send(event.target, event.submitter);
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
    const menu = one("details.menu[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
    const mark = event.target.closest("mark");
    if (mark) to(all(".finding", mark.closest(".card")).find((f) => mark.dataset.keys.split(" ").includes(f.dataset.key)));
  });

  document.addEventListener("focusin", (event) => {
    all("mark.current").forEach((mark) => mark.classList.remove("current"));
    const item = event.target.closest(".finding");
    if (!item) return;
    last = item.id;
    all("mark", item.closest(".card"))
      .filter((mark) => mark.dataset.keys.split(" ").includes(item.dataset.key))
      .forEach((mark) => mark.classList.add("current"));
  });

  if (!main) return;

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
    link.click();
  };
  const actions = {
    j: () => step(1),
    k: () => step(-1),
    a: () => press(".yes"),
    d: () => press(".no"),
    e: () => press(".edit"),
    u: () => press(".undo"),
    n: () => follow("next", "following"),
    p: () => follow("previous"),
    f: () => only?.click(),
    c: () => {
      const box = one(".label", (current() || findings()[0] || document).closest?.(".card") || document);
      if (box) { box.open = true; one("select", box).focus(); }
    },
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
})();
