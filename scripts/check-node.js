// Plain JavaScript, for the Node that is there when the right one is not (npm ci --ignore-scripts).
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Upshelf needs Node 24 or newer and found ${process.version}: run "npm ci" (it brings the right one; after --ignore-scripts also "npm rebuild node").`,
  );
  process.exit(1);
}
