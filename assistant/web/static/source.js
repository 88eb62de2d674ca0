// The source viewer: the quote in view also where the address does not name it, and a button that prints.
const print = document.getElementById("print");
print.hidden = false;
print.addEventListener("click", async () => {
  const picture = document.querySelector(".picture img");
  if (picture) picture.loading = "eager";
  await picture?.decode().catch(() => {}); // without its picture the source is printed all the same
  window.print();
});
if (!location.hash && new URLSearchParams(location.search).has("start")) document.getElementById("quote").scrollIntoView({ block: "center" });
