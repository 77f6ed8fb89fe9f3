import { existsSync } from 'node:fs';
import { signedInAlone } from '../pages/alone';
import type { App } from '../pages/app';
import { expect, test } from '../test';

/** The main screens as they are told to who listens, and as they look. Five documents, so that no other test moves them. */
test.beforeEach(async ({ sandbox }) => sandbox.scenario('five'));
test.afterEach(async ({ sandbox }) => sandbox.scenario('demo'));

test.describe('as they are told', { tag: '@once' }, () => {
  test('the documents, as rows and as cards, and a quick look', async ({ page, sandbox }) => {
    const app = await signedInAlone(page, await sandbox.document('gearbox'));
    await app.openAllDocuments();
    await expect(app.document('Gearbox demo')).toBeVisible();
    const main = page.getByRole('main');
    await expect(page.getByRole('banner')).toMatchAriaSnapshot(`
      - banner:
        - button "All documents"
        - heading "All documents" [level=1]
        - button "Account"
    `);
    await expect(main).toMatchAriaSnapshot(`
      - main:
        - search:
          - searchbox "Search documents"
        - group "Show":
          - radio "Recently opened"
          - radio "Created by me"
          - radio "Shared with me"
          - radio "All" [checked]
        - combobox "More lists":
          - option "More lists…" [selected]
          - option "Favourites"
          - option "Last opened here"
          - option "Company"
          - option "Team"
          - option "Public"
          - option "Trash"
        - group "View":
          - radio "List" [checked]
          - radio "Grid"
        - status: 5 documents
        - table "Columns":
          - row:
            - columnheader "Name":
              - button "Name"
            - columnheader "Owner"
            - columnheader "Modified":
              - button "Modified"
            - columnheader "Created":
              - button "Created"
        - list "Documents":
          - listitem /^Gearbox demo, Alice Archer, .+/:
            - link /^Gearbox demo Alice Archer .+/
            - button /^Favourite. Gearbox demo$/
    `);

    await app.document('Gearbox demo').getByRole('link').focus();
    await page.keyboard.press('Space');
    const dialog = page.getByRole('dialog', { name: /^Quick look/ });
    await expect(dialog.getByRole('region', { name: '3D view' })).toHaveAttribute('data-state', 'ready', { timeout: 30_000 });
    await expect(dialog).toMatchAriaSnapshot(`
      - dialog /^Quick look. Gearbox demo$/:
        - heading "Gearbox demo" [level=2]
        - button "Previous document"
        - button "Next document"
        - button "Close"
        - region "3D view"
        - term: Owner
        - definition: Alice Archer
        - term: Modified
        - term: Created
        - link "Open Gearbox demo"
    `);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();

    await page.getByRole('radio', { name: 'Grid' }).check();
    await expect(app.document('Gearbox demo')).toBeVisible();
    await expect(main).toMatchAriaSnapshot(`
      - main:
        - combobox "Order":
          - option "Last modified first" [selected]
          - option "First modified first"
          - option "Name, A to Z"
          - option "Name, Z to A"
          - option "Newest first"
          - option "Oldest first"
        - group "View":
          - radio "List"
          - radio "Grid" [checked]
        - list "Documents":
          - listitem /^Gearbox demo, Alice Archer, .+/:
            - link /^Gearbox demo Alice Archer .+/
            - button /^Favourite. Gearbox demo$/
    `);
    await expect(page.getByRole('columnheader')).toHaveCount(0);
  });

  test('a document, its versions, and the tabs of a part studio and of an assembly', async ({ page, sandbox }) => {
    const app = await signedInAlone(page, await sandbox.document('gearbox'));
    await expect(app.element('Gearbox drawing')).toBeVisible();
    await expect(page.getByRole('banner')).toMatchAriaSnapshot(`
      - banner:
        - button "All documents"
        - heading "Gearbox demo" [level=1]
        - button "Account"
    `);
    await expect(page.getByRole('main')).toMatchAriaSnapshot(`
      - main:
        - button "Version"
        - link "Open document in Onshape"
        - region "Elements":
          - heading "Elements" [level=2]
          - status: 9 elements
          - combobox "Kind":
            - option "Every kind" [selected]
            - option "Part studios (6)"
            - option "Assemblies (1)"
            - option "Drawings (1)"
            - option "Files (1)"
          - list "Elements":
            - listitem "Housing, Part studio":
              - link /Housing/
            - listitem "Gear, Part studio"
            - listitem "Shaft, Part studio"
            - listitem "Flange, Part studio"
            - listitem "Plate, Part studio"
            - listitem "Bracket, Part studio"
            - listitem "Gearbox, Assembly"
            - listitem "Gearbox drawing, Drawing"
            - listitem "Datasheet.pdf, File"
    `);

    await page.getByRole('button', { name: 'Version', exact: true }).click();
    const versions = page.getByRole('dialog', { name: 'Versions' });
    await expect(versions.getByRole('option').nth(1)).toBeVisible();
    await expect(versions).toMatchAriaSnapshot(`
      - dialog "Versions":
        - combobox "Search versions" [expanded]
        - group "What is listed":
          - radio "Versions" [checked]
          - radio "History"
        - listbox "Versions":
          - option /^Main\\b/ [selected]
          - option /^V2\\b/
          - option /^V1\\b/
          - option /^Start\\b/
        - status: /^\\d+ versions and workspaces$/
    `);
    await page.keyboard.press('Escape');

    const tab = (name: string) => page.getByRole('tab', { name, exact: true }).click();
    await app.openElement('Flange');
    await app.viewIs('ready');
    const studio = page.getByRole('region', { name: 'Flange', exact: true });
    await expect(studio).toMatchAriaSnapshot(`
      - region "Flange":
        - heading "Flange" [level=2]
        - link "Open in Onshape"
        - tablist "Views of this element":
          - tab "3D" [selected]
          - tab "Parts"
          - tab "Properties"
        - tabpanel "3D":
          - region "3D view"
          - region "Mass properties"
    `);
    await expect(app.view.getByRole('toolbar', { name: 'View', exact: true })).toMatchAriaSnapshot(`
      - toolbar "View":
        - button "Structure"
        - button "Isometric view"
        - button "Front view"
        - button "Top view"
        - button "Right view"
        - button "Zoom out"
        - button "Zoom in"
        - button "Zoom to fit"
        - button "Section"
        - button "Measure"
        - button "Explode"
        - button "Display"
        - button "Picture"
    `);
    await tab('Parts');
    await expect(page.getByRole('grid', { name: 'Parts' }).getByRole('row').nth(1)).toBeVisible();
    await expect(page.getByRole('tabpanel', { name: 'Parts' })).toMatchAriaSnapshot(`
      - tabpanel "Parts":
        - search:
          - searchbox "Search parts"
        - button "Columns"
        - button "Copy"
        - status: /^\\d+ rows?$/
        - grid "Parts":
          - rowgroup:
            - row:
              - columnheader "Name"
              - columnheader "Part number"
              - columnheader "Material"
              - columnheader "Mass"
              - columnheader "State"
              - columnheader "Appearance"
              - columnheader "Body"
    `);
    await tab('Properties');
    const properties = page.getByRole('tabpanel', { name: 'Properties' });
    for (const of of ['Element', 'Document']) await expect(properties.getByRole('region', { name: of }).getByRole('heading').first()).toBeVisible();
    await expect(properties).toMatchAriaSnapshot(`
      - tabpanel "Properties":
        - searchbox "Search properties"
        - checkbox "Show empty"
        - button "Copy all"
        - paragraph: Select a part in the model, and its properties appear here.
        - region "Element":
          - heading /^Element/ [level=3]
          - term: Name
        - region "Document":
          - heading /^Document/ [level=3]
          - term: Name
    `);

    await app.openElement('Gearbox, Assembly');
    await tab('Bill of materials');
    await expect(page.getByRole('treegrid').getByRole('row').nth(1)).toBeVisible();
    await expect(page.getByRole('region', { name: 'Gearbox', exact: true })).toMatchAriaSnapshot(`
      - region "Gearbox":
        - heading "Gearbox" [level=2]
        - tablist "Views of this element":
          - tab "3D"
          - tab "Bill of materials" [selected]
          - tab "Properties"
        - tabpanel "Bill of materials":
          - group "Structure":
            - radio "Structured" [checked]
            - radio "Flattened"
          - search:
            - searchbox "Search the bill of materials"
          - button "Columns"
          - button "Copy"
          - button "Download CSV"
          - button "Download XLSX"
          - status: /^\\d+ rows$/
          - treegrid "Bill of materials":
            - rowgroup:
              - row:
                - columnheader "Item"
                - columnheader "Quantity"
                - columnheader "Name"
                - columnheader "Description"
                - columnheader "Part number"
                - columnheader "Revision"
                - columnheader "Material"
                - columnheader "Mass"
    `);
  });
});

/**
 * Letters look, and lines break, as the machine's font has it. So the pictures are named after the font that they were
 * made with, and compared where the same one is at hand; `--update-snapshots` makes those of this machine's font. What is
 * left between two builds of one font and of the browser is the 3 %.
 */
test.describe('as they look', { tag: '@once' }, () => {
  test('documents, elements, a bill of materials and properties', async ({ page, sandbox }, info) => {
    const app = await signedInAlone(page, await sandbox.document('gearbox'));
    await expect(app.element('Gearbox drawing')).toBeVisible();
    const font = await fontOf(app);
    const named = (screen: string) => `${screen}-${font}.png`;
    const making = ['all', 'changed'].includes(info.config.updateSnapshots);
    test.skip(!making && !existsSync(info.snapshotPath(named('elements'), { kind: 'screenshot' })), `there are no pictures in ${font}`);
    const looks = async (screen: string): Promise<void> => {
      await page.mouse.move(0, 0);
      await expect(page).toHaveScreenshot(named(screen), {
        animations: 'disabled',
        maxDiffPixelRatio: 0.03,
        // Models and their pictures are drawn elsewhere, and tested there; how long ago something was depends on today.
        mask: [page.locator('.viewer'), page.locator('.thumb'), page.locator('time')],
      });
    };
    await looks('elements');
    await app.openElement('Gearbox, Assembly');
    await app.viewIs('ready');
    await page.getByRole('tab', { name: 'Bill of materials' }).click();
    await expect(page.getByRole('treegrid').getByRole('row').nth(1)).toBeVisible();
    await looks('bill-of-materials');
    await page.getByRole('tab', { name: 'Properties' }).click();
    for (const of of ['Element', 'Document']) {
      await expect(page.getByRole('tabpanel', { name: 'Properties' }).getByRole('region', { name: of }).getByRole('definition').first()).toBeVisible();
    }
    await looks('properties');
    await app.openAllDocuments();
    await expect(app.document('Gearbox demo')).toBeVisible();
    await looks('documents');
  });
});

/** The font that the heading is really in, as a part of a file's name. */
async function fontOf(app: App): Promise<string> {
  const devtools = await app.page.context().newCDPSession(app.page);
  await devtools.send('DOM.enable');
  await devtools.send('CSS.enable');
  const { root } = await devtools.send('DOM.getDocument');
  const { nodeId } = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'h1' });
  const { fonts } = await devtools.send('CSS.getPlatformFontsForNode', { nodeId });
  await devtools.detach();
  const name = fonts[0]?.familyName;
  if (!name) throw new Error('the heading is in no font');
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}
