import * as oauth from 'openid-client';
import { APP_URL, ONSHAPE_URL } from '../addresses';
import { expect, test } from '../test';

interface Client {
  client_id: string;
  client_secret: string;
  redirect_uri: string;
}

/** The user's browser: presses Allow on the consent page, and says where that leads. */
async function allow(address: URL): Promise<URL> {
  const answer = await fetch(address, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: ONSHAPE_URL, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'decision=allow',
  });
  return new URL(answer.headers.get('location') ?? '', ONSHAPE_URL);
}

test('a client library that is not ours signs in, refreshes, and is told of the revocation @once', async ({ sandbox }) => {
  const registered = (await (await fetch(`${ONSHAPE_URL}/__sandbox/client`)).json()) as Client;
  const server = {
    issuer: ONSHAPE_URL,
    authorization_endpoint: `${ONSHAPE_URL}/oauth/authorize`,
    token_endpoint: `${ONSHAPE_URL}/oauth/token`,
  };
  const config = new oauth.Configuration(server, registered.client_id, undefined, oauth.ClientSecretPost(registered.client_secret));
  // The sandbox speaks http on loopback.
  oauth.allowInsecureRequests(config);

  const verifier = oauth.randomPKCECodeVerifier();
  const state = oauth.randomState();
  const address = oauth.buildAuthorizationUrl(config, {
    redirect_uri: registered.redirect_uri,
    scope: 'OAuth2Read OAuth2ReadPII',
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const landed = await allow(address);
  expect(landed.origin).toBe(new URL(registered.redirect_uri).origin);
  const tokens = await oauth.authorizationCodeGrant(config, landed, { pkceCodeVerifier: verifier, expectedState: state });
  expect(tokens.token_type).toBe('bearer');
  expect(tokens.expires_in).toBe(3600);

  const me = await oauth.fetchProtectedResource(config, tokens.access_token, new URL(`${ONSHAPE_URL}/api/v12/users/sessioninfo`), 'GET');
  expect(((await me.json()) as { name: string }).name).toBe('Alice Archer');

  const refresh = tokens.refresh_token ?? '';
  const renewed = await oauth.refreshTokenGrant(config, refresh);
  expect(renewed.access_token).not.toBe(tokens.access_token);
  expect(renewed.refresh_token).not.toBe(refresh);
  await expect(oauth.refreshTokenGrant(config, refresh)).rejects.toMatchObject({ error: 'invalid_grant' });

  await sandbox.revoke('Alice');
  await expect(oauth.refreshTokenGrant(config, renewed.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' });
  const gone = await fetch(`${ONSHAPE_URL}/api/v12/users/sessioninfo`, { headers: { authorization: `Bearer ${renewed.access_token}` } });
  expect(gone.status).toBe(401);
});

test('it is told when the user denies, by the error of the RFC @once', async () => {
  const registered = (await (await fetch(`${ONSHAPE_URL}/__sandbox/client`)).json()) as Client;
  const query = new URLSearchParams({ response_type: 'code', client_id: registered.client_id, redirect_uri: `${APP_URL}/oauthRedirect`, state: 's' });
  const answer = await fetch(`${ONSHAPE_URL}/oauth/authorize?${query}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: ONSHAPE_URL, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'decision=deny',
  });
  const landed = new URL(answer.headers.get('location') ?? '');
  expect([landed.searchParams.get('error'), landed.searchParams.get('state')]).toEqual(['access_denied', 's']);
});
