/** The actions of a reader, each with the event that begins it, and the chart that must be in view. */
const actions = [
  { name: 'type in the filter', event: 'input', act: (page) => page.locator('#filter').fill('lr < 0.01') },
  { name: 'clear the filter', event: 'input', act: (page) => page.locator('#filter').fill('') },
  { name: 'brush a range', chart: 'parallel', event: 'mouseup', act: brush },
  { name: 'tick a box', event: 'change', act: (page) => page.locator('#trials-body input').nth(2).click() },
  {
    name: 'choose an axis',
    chart: 'history',
    event: 'change',
    act: (page) => page.locator('#history select').first().selectOption({ index: 1 }),
  },
];

/** Opens a page in a window of its own, and does there what a reader does. */
export async function measurePage(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(address);
  await settled(page);
  const opened = await page.evaluate(() => ({ usable: window.bench.usable, charts: window.bench.charts }));
  const measured = [];
  for (const { name, chart = 'history', event, act } of actions) {
    await page.locator(`#${chart} .chart`).scrollIntoViewIfNeeded();
    await settled(page);
    await page.evaluate((type) => window.bench.expect(type), event);
    await act(page);
    await settled(page);
    measured.push({ name, ...(await page.evaluate(() => ({ frame: window.bench.frame, task: window.bench.task }))) });
  }
  await context.close();
  return { opened, actions: measured };
}

/** A second, in which charts are drawn that come into view or follow what was done. */
const settled = (page) => page.waitForTimeout(1000);

/** Runs in the page before its own script, and notes when frames end. */
function watch() {
  const bench = { usable: 0, charts: 0, frame: 0, task: 0 };
  const afterFrame = (done) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now());
      port2.postMessage('');
    });
  addEventListener('load', () => afterFrame((time) => (bench.usable = time)));
  new MutationObserver((records) => {
    const hasChart = records.some(({ addedNodes }) => [...addedNodes].some((node) => node.nodeName === 'CANVAS'));
    if (hasChart) afterFrame((time) => (bench.charts = time));
  }).observe(document, { childList: true, subtree: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) bench.task = Math.max(bench.task, duration);
  }).observe({ type: 'longtask' });
  bench.expect = (type) => {
    bench.task = 0;
    const began = ({ timeStamp }) => afterFrame((time) => (bench.frame = time - timeStamp));
    addEventListener(type, began, { capture: true, once: true });
  };
  window.bench = bench;
}

async function brush(page) {
  const { x, y } = await page.locator('#parallel .chart').boundingBox();
  await page.mouse.move(x + 56, y + 100);
  await page.mouse.down();
  await page.mouse.move(x + 56, y + 150, { steps: 4 });
  await page.mouse.move(x + 56, y + 200, { steps: 4 });
  await page.mouse.up();
}
