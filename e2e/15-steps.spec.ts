import { test } from '@playwright/test';
import { checkPart } from './check-screen.ts';
import { readProduct, signIn } from './product.ts';
import { ProductApi } from './product-api.ts';
import { createStepPipelines } from './step-examples.ts';

// The pictures show what a trace would.
test.use({ trace: 'off' });

test.afterEach(({ page }) => new ProductApi(page).call('PATCH', '/me', { locale: 'en' }));

for (const language of ['en', 'es']) {
  test(`every step's form in ${language}, on a desk and on a phone`, async ({ page }) => {
    test.setTimeout(300_000);
    await signIn(page);
    const api = new ProductApi(page);
    await api.call('PATCH', '/me', { locale: language });
    await page.context().addCookies([{ name: 'telar_locale', value: language, url: readProduct().url }]);
    for (const { name, stepId, graph } of createStepPipelines()) {
      const pipeline = await api.createPipeline(name, graph);
      await page.goto(`${readProduct().url}/pipelines/${pipeline.id}?node=${stepId}`);
      await page.locator('[role="gridcell"]').first().waitFor();
      await checkPart(page, `step-${stepId}`, language, 'aside:has(> fieldset)');
      await api.call('DELETE', `/pipelines/${pipeline.id}`);
    }
  });
}
