import { checkPipeline } from '#core/runs/check-pipeline.ts';
import { defineCommand } from './command.ts';
import { formatProblems, hasErrors, nameProblems } from './print-problems.ts';
import { readPipelineFile } from './read-pipeline-file.ts';

/** `telar validate <file>`: everything that is wrong with a pipeline file, without a database or a row of data. */
export const validate = defineCommand({
  name: 'validate',
  arguments: ['file'],
  options: { json: { type: 'flag' } },
  run: async ([path = ''], { json }, terminal) => {
    const { say, print } = terminal;
    const { name, graph } = await readPipelineFile(path, terminal);
    const { problems } = await checkPipeline(graph);
    const named = nameProblems(problems, graph, terminal);
    const failed = hasErrors(problems);
    if (json) print(JSON.stringify({ name, valid: !failed, problems: named }, null, 2));
    else {
      if (named.length > 0) print(`${formatProblems(named, terminal)}\n`);
      const errors = problems.filter(({ severity }) => severity === 'error').length;
      print(say('validate.result', { name, errors, warnings: problems.length - errors }));
    }
    return failed ? 1 : 0;
  },
});
