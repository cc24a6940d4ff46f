"use strict";
(() => {
  const form = document.querySelector(".filters");
  if (!form) return;
  const [severity, type, project, words, shown] = ["severity", "type", "project", "words", "shown"].map(
    (id) => document.getElementById(id)
  );
  const sections = [...document.querySelectorAll(".project")];
  const show = () => {
    const wanted = words.value.trim().toLowerCase();
    let count = 0;
    for (const section of sections) {
      const here = !project.value || section.dataset.project === project.value;
      let kept = 0;
      for (const row of section.querySelectorAll("tbody tr")) {
        const grave = row.dataset.severity;
        row.hidden = !(
          here &&
          (!severity.value || (grave && grave <= severity.value)) &&
          (!type.value || row.dataset.type === type.value) &&
          (!wanted || row.textContent.toLowerCase().includes(wanted))
        );
        kept += row.hidden ? 0 : 1;
      }
      // What is said of the project itself stays for a filter that it meets, also where it has no indicator.
      const own = section.dataset.severity;
      const about = section.querySelector(".about").textContent.toLowerCase();
      const itself =
        here &&
        !type.value &&
        (!severity.value || (own && own <= severity.value)) &&
        (!wanted || about.includes(wanted));
      section.hidden = kept === 0 && !itself;
      const table = section.querySelector("table");
      if (table) table.hidden = kept === 0;
      count += kept;
    }
    const all = !severity.value && !type.value && !project.value && !wanted;
    // On paper: what is filtered is not summed up.
    for (const folded of document.querySelectorAll(".folded")) folded.hidden = !all;
    for (const file of document.querySelectorAll(".file")) {
      file.hidden = !all && !file.querySelector(".project:not([hidden])");
    }
    shown.textContent = `显示 ${count} 条指标`;
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
})();
