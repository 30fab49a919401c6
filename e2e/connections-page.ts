import { expect, type Locator, type Page } from '@playwright/test';
import { readProduct } from './product.ts';

/** The list of connections and the form of one. */
export class ConnectionsPage {
  readonly page: Page;
  readonly form: Locator;

  constructor(page: Page) {
    this.page = page;
    this.form = page.getByRole('dialog', { name: 'New PostgreSQL connection' });
  }

  /** Opens the form of a new PostgreSQL connection and fills in what an address says. */
  async fillPostgres(name: string, address: string): Promise<void> {
    const { hostname, port, pathname, username, password } = new URL(address);
    await this.page.goto(`${readProduct().url}/connections?new=choose`);
    await this.page.getByRole('dialog').getByRole('button', { name: 'PostgreSQL' }).click();
    await this.form.getByLabel('Name').fill(name);
    await this.form.getByLabel('Host').fill(hostname);
    await this.form.getByLabel('Port').fill(port || '5432');
    await this.form.getByLabel('Database').fill(pathname.slice(1));
    await this.form.getByLabel('User').fill(username);
    await this.form.getByRole('textbox', { name: 'Password' }).fill(password);
  }

  async test(): Promise<void> {
    await this.form.getByRole('button', { name: 'Test connection' }).click();
  }

  async save(name: string): Promise<void> {
    await this.form.getByRole('button', { name: 'Save connection' }).click();
    await expect(this.page.getByText(`“${name}” connected`)).toBeVisible();
  }
}
