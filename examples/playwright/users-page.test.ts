import { expect, type Page } from '@playwright/test';
import { test } from './sandboxed.ts';

test('two visitors create a user of the same name, and each sees only their own', async ({ page }) => {
  await page.getByRole('searchbox', { name: 'Name' }).fill('nadia');
  await expect(page.getByText('No users')).toBeVisible();

  const form = page.getByRole('form', { name: 'New user' });
  await form.getByLabel('Name').fill('nadia');
  await form.getByLabel('Password').fill('throw-away');
  await form.getByLabel('Type').selectOption('agent');
  await form.getByLabel('E-mail').fill('nadia@example.com');
  await form.getByRole('button', { name: 'Create' }).click();

  await expect(form.getByRole('status')).toHaveText('Created user 1795.');
  await expect(page.getByText('1 to 1 of 1')).toBeVisible();
  await expect(rows(page)).toHaveText(['1795nadiaagentnadia@example.com–yes']);
});

test('the list turns its pages and starts again at the first when it is filtered', async ({ page }) => {
  await expect(page.getByText('1 to 10 of')).toBeVisible();
  const [first] = await rows(page).allTextContents();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText('11 to 20 of')).toBeVisible();
  await expect(rows(page)).not.toContainText([String(first)]);

  await page.getByLabel('Type').first().selectOption('admin');
  await expect(page.getByText('1 to 8 of 8')).toBeVisible();
  await expect(rows(page).locator('td:nth-child(3)')).toHaveText(Array(8).fill('admin'));
  await expect(page.getByRole('button', { name: 'Next' })).toBeDisabled();
});

test('a user is found by id; one that is not there is a 404', async ({ page }) => {
  const form = page.getByRole('form', { name: 'One user' });
  await form.getByLabel('Id').fill('1721');
  await form.getByRole('button', { name: 'Find' }).click();
  await expect(form.getByRole('status')).toHaveText('Qbfwgz, client, qbfwgz@example.com');

  await form.getByLabel('Id').fill('9');
  await form.getByRole('button', { name: 'Find' }).click();
  await expect(form.getByRole('status')).toHaveText('404: Object not found');
});

test('what is missing for a new user is said field by field, with a 400', async ({ page }) => {
  const form = page.getByRole('form', { name: 'New user' });
  await form.getByLabel('Name').fill('nobody');
  await form.getByRole('button', { name: 'Create' }).click();
  await expect(form.getByRole('status')).toContainText('400: validation_error');
  await expect(form.getByRole('status')).toContainText('passwd: Missing data for required field.');
  await expect(form.getByRole('status')).not.toContainText('\nname:');
});

test('a wrong token is a 401, and the right one brings the list back', async ({ page }) => {
  const token = page.getByLabel('Token');
  const right = await token.inputValue();
  await token.fill('wrong');
  await token.blur();
  await expect(page.getByText('401: Incorrect token provided')).toBeVisible();
  await expect(rows(page)).toHaveCount(0);

  await token.fill(right);
  await token.blur();
  await expect(rows(page)).toHaveCount(10);
});

test('a backend that fails is told, and so is a connection that breaks', async ({ page, mock }) => {
  // not once alone: browsers try again where an open connection breaks
  await mock.control('POST', '/rules', { match: { operation: 'listUsers' }, fault: 'CONNECTION_RESET_BY_PEER' });
  await page.getByLabel('Type').first().selectOption('agent');
  await expect(page.getByText('The API does not answer. Is it running?')).toBeVisible();
  await mock.control('DELETE', '/rules');

  const down = { status: 503, body: { error_type: 'down' } };
  await mock.control('POST', '/rules', { match: { operation: 'getUser' }, times: 1, response: down });
  const form = page.getByRole('form', { name: 'One user' });
  await form.getByLabel('Id').fill('1721');
  await form.getByRole('button', { name: 'Find' }).click();
  await expect(form.getByRole('status')).toHaveText('503: down');
  await form.getByRole('button', { name: 'Find' }).click();
  await expect(form.getByRole('status')).toHaveText('Qbfwgz, client, qbfwgz@example.com');
});

function rows(page: Page) {
  return page.locator('#rows tr');
}
