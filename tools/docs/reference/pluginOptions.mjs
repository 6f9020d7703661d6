/** The reference's text on the plugin's options, before their table. */
export const pluginOptions = `In \`nx.json\`, in place of the plugin's name:

\`\`\`json
{
  "plugins": [
    {
      "plugin": "nx-tune",
      "options": { "timeout": 3600, "memory": 4096, "retries": 1 }
    }
  ]
}
\`\`\`

They are defaults for all sweep files of the workspace. The keys and rules are those of a sweep file, and the sweep file takes precedence.
The [JSON schema](../plugins/nx-tune/schemas/options.json) of the options is in the package.

**None of them can change a result**, and none is part of a trial's hash. But Nx hashes \`nx.json\` itself into every task of a workspace,
so editing it runs all trials again, like everything else there. To try a value, put it into the sweep file, where it costs nothing.

Keys that decide results (\`seed\`, \`resources\`, \`on_crash\`) are not options: they belong beside the space that they were tried with.

A mistake breaks the sweeps and no other command:

\`\`\`
nx.json:2 plugins.nx-tune.options.timeout: "timeout" must be above 0, but it is -1.
\`\`\`
`;
