import type { Locale } from '#core/contracts/identity.ts';
import enApp from './en/app.json' with { type: 'json' };
import enBuilder from './en/builder.json' with { type: 'json' };
import enCli from './en/cli.json' with { type: 'json' };
import enComparison from './en/comparison.json' with { type: 'json' };
import enConnections from './en/connections.json' with { type: 'json' };
import enErrors from './en/errors.json' with { type: 'json' };
import enFormula from './en/formula.json' with { type: 'json' };
import enHome from './en/home.json' with { type: 'json' };
import enIssues from './en/issues.json' with { type: 'json' };
import enNodes from './en/nodes.json' with { type: 'json' };
import enProblems from './en/problems.json' with { type: 'json' };
import enReplay from './en/replay.json' with { type: 'json' };
import enRows from './en/rows.json' with { type: 'json' };
import esApp from './es/app.json' with { type: 'json' };
import esBuilder from './es/builder.json' with { type: 'json' };
import esCli from './es/cli.json' with { type: 'json' };
import esComparison from './es/comparison.json' with { type: 'json' };
import esConnections from './es/connections.json' with { type: 'json' };
import esErrors from './es/errors.json' with { type: 'json' };
import esFormula from './es/formula.json' with { type: 'json' };
import esHome from './es/home.json' with { type: 'json' };
import esIssues from './es/issues.json' with { type: 'json' };
import esNodes from './es/nodes.json' with { type: 'json' };
import esProblems from './es/problems.json' with { type: 'json' };
import esReplay from './es/replay.json' with { type: 'json' };
import esRows from './es/rows.json' with { type: 'json' };

const en = {
  app: enApp,
  builder: enBuilder,
  cli: enCli,
  comparison: enComparison,
  connections: enConnections,
  errors: enErrors,
  formula: enFormula,
  home: enHome,
  issues: enIssues,
  nodes: enNodes,
  problems: enProblems,
  replay: enReplay,
  rows: enRows,
};

const es = {
  app: esApp,
  builder: esBuilder,
  cli: esCli,
  comparison: esComparison,
  connections: esConnections,
  errors: esErrors,
  formula: esFormula,
  home: esHome,
  issues: esIssues,
  nodes: esNodes,
  problems: esProblems,
  replay: esReplay,
  rows: esRows,
};

export type Messages = typeof en;

/** Every text of the product in one language, by domain. `messages.test.ts` holds the languages to the same keys. */
export function loadMessages(locale: Locale): Messages {
  return { en, es: es as Messages }[locale];
}
