// Runs before every npm script, on whatever Node there is. `npm ci` brings Node 24 along as a package.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `Rechannel needs Node 24, and this is Node ${process.versions.node}: run "npm ci" (without --ignore-scripts), which brings it along.`,
  )
  process.exit(1)
}
