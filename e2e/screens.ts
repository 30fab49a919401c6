import type { Page } from '@playwright/test';
import { createTranslator } from 'next-intl';
import type { Locale } from '#core/contracts/identity.ts';
import { loadMessages } from '#messages/load-messages.ts';
import { type ExampleWorkspace, knownPerson } from './example-workspace.ts';

/** Something to look at: a page, or a state that a page comes into. */
export interface Screen {
  readonly name: string;
  readonly path: string;
  /** What is there, in any language, once the page is complete. */
  readonly ready: string;
  /** A page is looked at in every theme and size in every language, a state in half of them in each. */
  readonly isState?: boolean;
  /** What is done on it before one looks. */
  readonly prepare?: (page: Page, say: Say) => Promise<void>;
  /** Addresses that do not answer while one looks. */
  readonly unanswered?: string;
}

/** The texts of one language. */
export type Say = ReturnType<typeof learnToSay>;

export function learnToSay(locale: Locale) {
  return createTranslator({ locale, messages: loadMessages(locale) });
}

/** Every page of a workspace in use. */
export function listPages(workspace: ExampleWorkspace): Screen[] {
  const { cleaned, failing, crm, undoable, connectionId } = workspace;
  return [
    { name: 'home', path: '/home', ready: 'main figure' },
    { name: 'pipelines', path: '/pipelines', ready: '[data-row-link]' },
    { name: 'builder', path: `/pipelines/${cleaned.pipelineId}?node=step_3`, ready: cell },
    { name: 'run-succeeded', path: `/runs/${cleaned.runId}`, ready: 'tbody tr' },
    { name: 'run-failed', path: `/runs/${failing.runId}`, ready: 'tbody tr' },
    { name: 'run-rejected', path: `/runs/${cleaned.runId}/rejected/step_2`, ready: cell },
    { name: 'run-rows', path: `/runs/${crm.runId}/steps/step_2`, ready: cell, prepare: openRow },
    { name: 'run-comparison', path: `/runs/${crm.runId}/compare`, ready: 'tbody tr' },
    { name: 'run-undoable', path: `/runs/${undoable.runId}`, ready: '#undo-title' },
    { name: 'runs', path: '/runs', ready: '[data-row-link]' },
    { name: 'issues', path: '/issues', ready: 'main li h2' },
    { name: 'connections', path: '/connections', ready: 'main li' },
    { name: 'connection', path: `/connections/${connectionId}`, ready: '[role="tabpanel"] section' },
    { name: 'settings', path: '/settings', ready: 'main form' },
    { name: 'audit', path: '/settings/audit', ready: 'main li' },
    { name: 'people', path: '/settings/people', ready: 'main form', prepare: findPerson },
  ];
}

/** States that these pages come into. */
export function listStates(workspace: ExampleWorkspace): Screen[] {
  const { crm, failing, undoable, undone, drifted, mapped, apiId } = workspace;
  const states: Omit<Screen, 'isState'>[] = [
    { name: 'command-palette', path: '/pipelines', ready: '[data-row-link]', prepare: openCommandPalette },
    { name: 'connection-form', path: '/connections?new=postgres', ready: '[role="dialog"] form' },
    { name: 'connection-form-ssh', path: '/connections?new=mysql', ready: '[role="dialog"] form', prepare: chooseSsh },
    { name: 'connection-requests', path: `/connections/${apiId}?tab=requests`, ready: 'tbody tr' },
    { name: 'connection-limits', path: `/connections/${apiId}?tab=limits`, ready: '[role="tabpanel"] section' },
    { name: 'home-guide', path: '/home?guide=true', ready: 'main ol' },
    { name: 'run-undo-plan', path: `/runs/${undoable.runId}`, ready: '#undo-title', prepare: planUndo },
    { name: 'run-undone', path: `/runs/${undone.runId}`, ready: '#undo-title' },
    { name: 'replay', path: `/runs/${undoable.runId}`, ready: 'tbody tr', prepare: askToReplay },
    { name: 'rows-none', path: `/runs/${crm.runId}/steps/step_2`, ready: cell, prepare: seekNothing },
    { name: 'erase', path: '/settings/people', ready: 'main form', prepare: askToErase },
    { name: 'drift', path: `/pipelines/${drifted.pipelineId}?node=step_1`, ready: 'aside fieldset section' },
    { name: 'test-run', path: `/pipelines/${crm.pipelineId}?node=step_2`, ready: canvas, prepare: testRun },
    { name: 'send-row', path: `/pipelines/${crm.pipelineId}?node=step_2`, ready: canvas, prepare: askToSend },
    { name: 'plan', path: `/pipelines/${undoable.pipelineId}`, ready: canvas, prepare: plan },
    { name: 'mapper', path: `/pipelines/${mapped.pipelineId}?node=step_2`, ready: mapperRow, prepare: showForecast },
    {
      name: 'mapper-wide',
      path: `/pipelines/${mapped.pipelineId}?node=step_2`,
      ready: mapperRow,
      prepare: openPlanValues,
    },
    { name: 'mapper-http', path: `/pipelines/${crm.pipelineId}?node=step_2`, ready: cell, prepare: chooseFields },
    {
      name: 'mapper-new-table',
      path: `/pipelines/${failing.pipelineId}?node=step_2`,
      ready: cell,
      prepare: chooseFields,
    },
    ...loading(workspace),
  ];
  return states.map((state) => ({ ...state, isState: true }));
}

/** What a newcomer finds, and where nothing has happened yet. */
export const emptyScreens: readonly Screen[] = [
  { name: 'home-empty', path: '/home', ready: 'main ol' },
  { name: 'pipelines-empty', path: '/pipelines', ready: 'main h2', isState: true },
  { name: 'connections-empty', path: '/connections', ready: 'main h2', isState: true },
  { name: 'issues-empty', path: '/issues', ready: 'main h2', isState: true },
  { name: 'people-none', path: '/settings/people', ready: 'main form', prepare: findPerson, isState: true },
];

const cell = '[role="gridcell"]';
const canvas = '.react-flow__node';
const mapperRow = 'aside fieldset li';

function loading({ cleaned, crm, mapped, connectionId }: ExampleWorkspace): Omit<Screen, 'isState'>[] {
  const ready = 'main .animate-breathe';
  return [
    { name: 'loading-home', path: '/home', ready, unanswered: '**/api/v1/home' },
    { name: 'loading-pipelines', path: '/pipelines', ready, unanswered: '**/api/v1/pipelines' },
    { name: 'loading-run', path: `/runs/${cleaned.runId}`, ready, unanswered: '**/api/v1/runs/run_*' },
    { name: 'loading-rows', path: `/runs/${crm.runId}/steps/step_2`, ready, unanswered: '**/rows?*' },
    { name: 'loading-comparison', path: `/runs/${crm.runId}/compare`, ready, unanswered: '**/comparison' },
    { name: 'loading-issues', path: '/issues', ready, unanswered: '**/api/v1/issues' },
    { name: 'loading-connections', path: '/connections', ready, unanswered: '**/api/v1/connections' },
    {
      name: 'loading-connection',
      path: `/connections/${connectionId}`,
      ready,
      unanswered: '**/api/v1/connections/conn_*',
    },
    { name: 'loading-audit', path: '/settings/audit', ready, unanswered: '**/audit-events?*' },
    {
      name: 'loading-builder',
      path: `/pipelines/${mapped.pipelineId}`,
      ready,
      unanswered: '**/api/v1/pipelines/pipe_*',
    },
    { name: 'loading-preview', path: `/pipelines/${cleaned.pipelineId}?node=step_3`, ready, unanswered: '**/preview' },
  ];
}

async function openRow(page: Page, say: Say): Promise<void> {
  await page
    .getByRole('gridcell', { name: say('rows.outcomes.rejected') })
    .first()
    .click();
  await page.getByRole('article').first().waitFor();
}

async function seekNothing(page: Page, say: Say): Promise<void> {
  await page.getByRole('searchbox').fill('nobody@example.org');
  await page.getByRole('heading', { name: say('rows.noMatchTitle') }).waitFor();
}

async function findPerson(page: Page, say: Say): Promise<void> {
  await page.getByLabel(say('app.people.email')).fill(knownPerson);
  await page.getByRole('button', { name: say('app.people.find'), exact: true }).click();
  await page.getByRole('region', { name: say('app.people.timeline') }).waitFor();
}

async function askToErase(page: Page, say: Say): Promise<void> {
  await findPerson(page, say);
  await page.getByRole('button', { name: say('app.people.erase') }).click();
  await page.getByRole('alertdialog').waitFor();
}

async function openCommandPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('option').first().waitFor();
}

async function chooseSsh(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('combobox').last().click();
  await page.getByRole('option').last().click();
  await page.getByPlaceholder('SHA256:…').scrollIntoViewIfNeeded();
}

async function planUndo(page: Page, say: Say): Promise<void> {
  await page.getByRole('button', { name: say('app.undo.button') }).click();
  await page.getByRole('dialog').getByText(say('app.undo.leftTitle')).click();
}

async function askToReplay(page: Page, say: Say): Promise<void> {
  await page.getByRole('button', { name: say('app.runs.again') }).click();
  await page.getByRole('menuitem', { name: say('app.runs.againSame') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('replay.confirm', { count: 1 }), exact: true })
    .waitFor();
}

async function testRun(page: Page, say: Say): Promise<void> {
  await page.locator('.react-flow__node[data-id="step_2"]').press('t');
  await page.getByText(say('builder.testRun.nothingSent'), { exact: true }).waitFor();
}

async function askToSend(page: Page, say: Say): Promise<void> {
  await testRun(page, say);
  await page.getByRole('button', { name: say('builder.testRun.sendOne') }).click();
  await page.getByRole('dialog').getByRole('region').first().waitFor();
}

async function plan(page: Page, say: Say): Promise<void> {
  await page.getByRole('button', { name: say('builder.plan.button'), exact: true }).click();
  await page.getByRole('dialog').getByRole('region').first().waitFor();
}

async function showForecast(page: Page, say: Say): Promise<void> {
  const forecast = page.getByRole('region', { name: say('builder.forecast.title') });
  await forecast.getByRole('button').first().waitFor();
  await page.getByRole('region', { name: say('builder.mapper.title') }).scrollIntoViewIfNeeded();
}

async function openPlanValues(page: Page, say: Say): Promise<void> {
  await page.getByRole('button', { name: say('builder.mapper.widen') }).click();
  await page.getByRole('button', { name: say('builder.mapper.details', { column: 'plan' }) }).click();
  await page.getByRole('region', { name: say('builder.mapper.title') }).scrollIntoViewIfNeeded();
}

async function chooseFields(page: Page, say: Say): Promise<void> {
  // It stays off once it was switched off, in another language as well.
  await page.getByRole('switch', { name: say('builder.mapper.allSent') }).setChecked(false);
  const mapper = page.getByRole('region', { name: say('builder.mapper.title') });
  await mapper.getByRole('listitem').first().waitFor();
  await mapper.scrollIntoViewIfNeeded();
}
