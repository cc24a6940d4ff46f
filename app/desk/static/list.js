// The list of jobs, and files that are dropped on it.
import { all, ask, one, post, say, swap, taken } from "./desk.js";

const drop = one("#drop");

function poll() {
  const list = one("#jobs");
  if (!list || list.dataset.active === "0") return;
  setTimeout(async () => {
    const before = Number(one("#jobs").dataset.active);
    const focused = document.activeElement.closest("#jobs tr");
    const place = focused && all("a, button, input, summary", focused).indexOf(document.activeElement);
    const chosen = all("#jobs [name=key]:checked").map((box) => box.value);
    const unfolded = all("#jobs tr:has(details[open])").map((row) => row.id);
    if (!await ask(`/jobs?${one("#jobs").dataset.query}`)) return setTimeout(poll, 3000);
    all("#jobs [name=key]").forEach((box) => { box.checked = chosen.includes(box.value); });
    unfolded.forEach((id) => { const box = one(`#${id} details`); if (box) box.open = true; });
    if (focused) all(`#${focused.id} :is(a, button, input, summary)`)[place]?.focus();
    const left = Number(one("#jobs").dataset.active);
    if (left < before) say(left ? `还有 ${left} 个任务在处理。` : "全部任务处理完了。");
    poll();
  }, 700);
}

const KEPT = /^[^.~][^/]*$/; // not hidden, not Office's lock files
const refuse = (text) => { drop.reset(); say(text); }; // else the same file could not be chosen again

// Send files as one job; those of a folder with their path in it.
function send_files(files) {
  const total = files.reduce((sum, [, file]) => sum + file.size, 0);
  const large = files.find(([, file]) => file.size > Number(drop.dataset.bytes));
  if (!files.length) return refuse("文件夹里没有能读的文件。");
  if (files.length > Number(drop.dataset.files)) return refuse(`一次最多上传 ${drop.dataset.files} 个文件：请分几次，或压缩成 zip。`);
  if (large) return refuse(`${large[0]} 超过 ${drop.dataset.bytes >> 20} MB 的上限：请拆分后再试。`);
  if (total > Number(drop.dataset.body)) return refuse(`一次上传超过 ${drop.dataset.body >> 20} MB 的上限：请分几次上传。`);
  const data = new FormData(drop);
  data.delete("files");
  files.forEach(([name, file]) => data.append("files", file, name));
  const bar = one("#sending");
  const request = new XMLHttpRequest(); // fetch does not tell how much was sent
  request.open("POST", drop.getAttribute("action"));
  request.setRequestHeader("X-Fragment", "1");
  request.upload.onprogress = (e) => { bar.max = e.total; bar.value = e.loaded; };
  request.onloadend = () => {
    bar.hidden = true;
    all("input[type=file], [name=name]", drop).forEach((field) => { field.value = ""; });
    if (request.status === 200) {
      const idle = one("#jobs").dataset.active === "0";
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
  request.send(data);
}

// The files below an entry of what was dropped: [path, file] each.
async function below(entry, path) {
  if (entry.isFile) return [[path + entry.name, await new Promise((done, failed) => entry.file(done, failed))]];
  const reader = entry.createReader();
  const found = [];
  for (;;) { // it gives a hundred at a time
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return found;
    for (const inner of some) if (KEPT.test(inner.name)) found.push(...await below(inner, `${path}${entry.name}/`));
  }
}

if (drop) {
  const chosen = () => all("input[type=file]", drop).flatMap((input) => [...input.files])
    .map((file) => [file.webkitRelativePath || file.name, file])
    .filter(([path]) => !path.includes("/") || path.split("/").slice(1).every((part) => KEPT.test(part)));
  drop.addEventListener("submit", (event) => { event.preventDefault(); send_files(chosen()); });
  all("input[type=file]", drop).forEach((input) => input.addEventListener("change", () => { if (input.files.length) send_files(chosen()); }));
  one("#send").hidden = true; // a chosen file is sent at once
  one("#pick").hidden = false;
  const over = (on) => (event) => { event.preventDefault(); drop.classList.toggle("over", on); };
  document.addEventListener("dragover", over(true));
  document.addEventListener("dragleave", over(false));
  document.addEventListener("drop", async (event) => {
    over(false)(event);
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...event.dataTransfer.files].map((file) => [file.name, file]);
    const found = entries.some((entry) => entry.isDirectory)
      ? (await Promise.all(entries.map((entry) => below(entry, "")))).flat()
      : plain;
    if (entries.length || plain.length) send_files(found);
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "all") all("#jobs [name=key]").forEach((box) => { box.checked = event.target.checked; });
    if (event.target.closest(".find") && event.target.type !== "search") event.target.form.requestSubmit();
  });
  const all_box = () => { const box = one("#all"); if (box) box.hidden = false; };
  new MutationObserver(all_box).observe(one("#jobs").parentNode, { childList: true });
  all_box();
  poll();
}

document.addEventListener("submit", (event) => {
  const form = taken(event);
  if (form) post(form, event.submitter);
});
document.documentElement.dataset.ready = "1";
