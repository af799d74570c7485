// Passkeys: asks the browser for a credential and sends it with the form. Forms: data-passkey="register|use|sign-in";
// the options come from #passkey-data, or are asked of data-options when signing in.

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const withId = (one) => ({ ...one, id: toBytes(one.id) });

function creation(options, passwordless) {
  const key = options.publicKey;
  const choice = { ...key.authenticatorSelection, residentKey: passwordless ? "required" : "discouraged", requireResidentKey: passwordless };
  if (passwordless) choice.userVerification = "required";
  return {
    ...key,
    challenge: toBytes(key.challenge),
    user: withId(key.user),
    excludeCredentials: (key.excludeCredentials || []).map(withId),
    authenticatorSelection: choice,
  };
}

function request(options) {
  const key = options.publicKey;
  return { ...key, challenge: toBytes(key.challenge), allowCredentials: (key.allowCredentials || []).map(withId) };
}

function plain(credential) {
  const given = credential.response;
  const response = { clientDataJSON: toText(given.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) if (given[name]) response[name] = toText(given[name]);
  if (given.getTransports) response.transports = given.getTransports();
  return {
    type: credential.type, id: credential.id, rawId: toText(credential.rawId), response,
    authenticatorAttachment: credential.authenticatorAttachment, clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function optionsOf(form) {
  if (!form.dataset.options) return JSON.parse(document.getElementById("passkey-data").textContent);
  const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function start(form) {
  for (const said of form.querySelectorAll("[data-passkey-trouble]")) said.hidden = true;
  if (!window.PublicKeyCredential) return trouble(form, "unsupported");
  try {
    const data = await optionsOf(form);
    const credential = form.dataset.passkey === "register"
      ? await navigator.credentials.create({ publicKey: creation(data.creation_options, form.elements.passwordless.checked) })
      : await navigator.credentials.get({ publicKey: request(data.request_options) });
    form.elements.credential.value = JSON.stringify(plain(credential));
    form.submit();
  } catch (error) {
    const kinds = { SecurityError: "unsupported", NotSupportedError: "unsupported", InvalidStateError: "known" };
    trouble(form, kinds[error.name] || "refused");
  }
}

function trouble(form, kind) {
  form.querySelector(`[data-passkey-trouble="${kind}"]`).hidden = false;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.querySelector("[data-passkey-start]").addEventListener("click", () => start(form));
}
