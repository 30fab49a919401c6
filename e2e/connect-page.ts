import { expect, type Locator, type Page } from '@playwright/test';
import type { TestVendor } from '#core/connections/oauth/testing/create-test-vendor.ts';
import type { ConnectionView } from '#core/contracts/connections.ts';
import { readProduct } from './product.ts';
import type { ProductApi } from './product-api.ts';

/** The page of one connection, and the way from there to its vendor. */
export class ConnectPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(id: string): Promise<void> {
    await this.page.goto(`${readProduct().url}/connections/${id}`);
    await expect(this.page.getByRole('link', { name: 'All connections' })).toBeVisible();
  }

  /** Fills in the form of an HTTP connection whose account somebody connects at the vendor. */
  async fillForm(name: string, vendor: TestVendor): Promise<Locator> {
    await this.page.goto(`${readProduct().url}/connections?new=http`);
    const form = this.page.getByRole('dialog', { name: 'New HTTP connection' });
    await form.getByRole('textbox', { name: 'Name' }).fill(name);
    await form.getByLabel('Base address').fill(vendor.origin);
    await form.getByRole('combobox', { name: 'How it knows you' }).click();
    await this.page.getByRole('option', { name: 'OAuth 2.0: somebody signs in and agrees' }).click();
    await form.getByLabel('Authorization address').fill(`${vendor.origin}/auth`);
    await form.getByLabel('Token address').fill(`${vendor.origin}/token`);
    await form.getByRole('textbox', { name: 'Client ID' }).fill(vendor.clientId);
    await form.getByRole('textbox', { name: 'Client secret' }).fill(vendor.clientSecret);
    await form.getByLabel('Scopes').fill(vendorScopes);
    await form.getByLabel('Account address').fill(`${vendor.origin}/me`);
    await form.getByLabel('Path to test with').fill('/me');
    await form.getByRole('button', { name: 'Advanced' }).click();
    await form.getByLabel('More for the authorization').fill('prompt=consent');
    return form;
  }

  /** Presses a button that opens the vendor's window; answers when that has closed itself. */
  async throughWindow(button: Locator): Promise<void> {
    const opened = this.page.waitForEvent('popup');
    await button.click();
    const popup = await opened;
    if (!popup.isClosed()) await popup.waitForEvent('close');
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true }).first();
  }

  async expectStatus(text: string): Promise<void> {
    await expect(
      this.page.getByRole('term').filter({ hasText: 'Status' }).locator('xpath=following-sibling::dd'),
    ).toHaveText(text);
  }

  async expectTestedRow(): Promise<void> {
    await expect(this.page.getByText('It works')).toBeVisible();
    const row = this.page.getByRole('region', { name: 'A row of this account' });
    await expect(row.getByText('ana@vendor.example')).toBeVisible();
  }
}

const vendorScopes = 'openid profile email offline_access contacts.read';

/** A connection to the vendor that nobody has connected yet, made behind the interface. */
export function createUnconnected(api: ProductApi, name: string, vendor: TestVendor): Promise<ConnectionView> {
  const { origin, clientId, clientSecret } = vendor;
  const config = {
    ...{ baseUrl: origin, testPath: '/me', auth: 'oauth-code', authorizationUrl: `${origin}/auth` },
    ...{ tokenUrl: `${origin}/token`, identityUrl: `${origin}/me`, revocationUrl: `${origin}/token/revocation` },
    ...{ clientId, scopes: vendorScopes, authorizationParams: 'prompt=consent' },
  };
  return api.call('POST', '/connections', { connector: 'http', name, config, secret: { clientSecret } });
}
