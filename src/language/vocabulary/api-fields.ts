/** What the API returns on a record beside the properties that templates read, by the record's name in the vocabulary. */
const fieldsByRecord: Readonly<Record<string, readonly string[]>> = {
  member: words(`organization_id status roles sso_registrations is_breakglass member_password_id oauth_registrations
    email_address_verified mfa_phone_number_verified is_admin totp_registration_id retired_email_addresses is_locked
    mfa_enrolled mfa_phone_number default_mfa_method untrusted_metadata created_at updated_at scim_registration
    lock_created_at lock_expires_at email_id email_verified custom_roles`),
  organization: words(`organization_logo_url organization_external_id sso_default_connection_id
    sso_active_connections sso_jit_provisioning sso_jit_provisioning_allowed_connections scim_active_connection
    email_allowed_domains email_jit_provisioning email_invites auth_methods allowed_auth_methods mfa_policy
    rbac_email_implicit_role_assignments mfa_methods allowed_mfa_methods oauth_tenant_jit_provisioning
    allowed_oauth_tenants claimed_email_domains custom_roles untrusted_metadata created_at updated_at
    first_party_connected_apps_allowed_type allowed_first_party_connected_apps
    third_party_connected_apps_allowed_type allowed_third_party_connected_apps`),
  user: words(`status roles emails phone_numbers webauthn_registrations providers totps crypto_wallets
    biometric_registrations password is_locked untrusted_metadata created_at lock_created_at lock_expires_at`),
  client: words(`client_description status scopes client_secret_last_four next_client_secret_last_four`),
};

/** What the API returns around the records. */
const envelope: readonly string[] = words("request_id status_code member_id organization_id user_id client_id");

/** Tells whether the API returns the field on a member, an organization, a user or a client, though templates do not read it. */
export function isApiField(record: string, field: string): boolean {
  return Object.hasOwn(fieldsByRecord, record) && fieldsByRecord[record]?.includes(field) === true;
}

/** Tells whether the API returns the field beside the records, in the answer itself. */
export function isEnvelopeField(field: string): boolean {
  return envelope.includes(field);
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
