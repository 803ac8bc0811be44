// What Streamlit calls a list that holds headings too, a drop zone that hides its own name, a strip that
// scrolls and cannot be reached: told rightly to who listens and who has no mouse.
(() => {
  const mend = () => {
    for (const part of document.querySelectorAll("[data-testid=stSidebarNavItems], [data-testid=stSidebarNavItems] li"))
      if (part.getAttribute("role") !== "none") part.setAttribute("role", "none");
    for (const zone of document.querySelectorAll("[data-testid=stFileUploaderDropzone][role=presentation]"))
      zone.setAttribute("role", "group");
    for (const strip of document.querySelectorAll("[data-testid=stGrid][data-test-wrap=false]:not([tabindex])"))
      strip.setAttribute("tabindex", "0");
    for (const table of document.querySelectorAll("[data-testid=stTable] > div"))
      if (table.scrollWidth > table.clientWidth) table.setAttribute("tabindex", "0");
      else table.removeAttribute("tabindex");
  };
  if (!window.kompasRoles) {
    window.kompasRoles = new MutationObserver(mend);
    window.kompasRoles.observe(document.body, { childList: true, subtree: true });
    window.addEventListener("resize", mend);
  }
  mend();
})();
