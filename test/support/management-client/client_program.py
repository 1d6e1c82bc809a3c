"""Makes each call of the management API with Stytch's official client: `client_program.py WORLD`, a JSON object.

Prints a line for each thing that it finds to be so, or not to be so, and ends with 1 if anything is not.
"""

import json
import sys

import requests
from stytch_management import Client
from stytch_management.errors import StytchError
from stytch_management.models.rbacpolicy import DefaultRole, Permission, Resource, Role, Scope

WORLD = json.loads(sys.argv[1])
SHOP = {"project_slug": "shop", "environment_slug": "test"}
GAMES = {"project_slug": "games", "environment_slug": "test"}

failures = 0


def expect(name, actual, expected):
    """Whether both are equal."""
    global failures
    if actual == expected:
        print(f"ok {name}")
    else:
        failures += 1
        print(f"NOT OK {name}: {actual!r} is not {expected!r}")


def refused(name, status, error_type, call, /, **arguments):
    """Whether a call is refused so; returns what the server has answered."""
    try:
        call(**arguments)
    except StytchError as error:
        expect(f"{name}: {status} {error_type}", (error.status_code, error.error_type), (status, error_type))
        return error.details.original_json
    expect(f"{name}: {status} {error_type}", "answered", "refused")
    return {}


def client(secret=WORLD["workspaceKeySecret"], key_id=WORLD["workspaceKeyId"]):
    return Client(workspace_key_id=key_id, workspace_key_secret=secret, base_url=WORLD["url"])


def backend_status(secret):
    """What the backend API answers to a secret of the project."""
    url = f"{WORLD['url']}/v1/b2b/rbac/policy"
    return requests.get(url, auth=("project-test-shop", secret), timeout=300).status_code


def check_credentials():
    refused("another secret", 401, "unauthorized_credentials", client("x" * 40).secrets.get_all, **SHOP)
    refused("another key", 401, "unauthorized_credentials", client(key_id="x").secrets.get_all, **SHOP)
    own = client().secrets.create(**SHOP).secret.secret
    as_key = client(own, "project-test-shop").secrets.get_all
    refused("the secret of a project", 401, "unauthorized_credentials", as_key, **SHOP)
    expect("the key of the workspace is no secret", backend_status(WORLD["workspaceKeySecret"]), 401)
    none = {"project_slug": "none", "environment_slug": "test"}
    refused("another project", 404, "project_not_found", client().secrets.get_all, **none)
    other = {"project_slug": "shop", "environment_slug": "live"}
    refused("another environment", 404, "project_not_found", client().rbac_policy.get, **other)


def check_secrets():
    api = client().secrets
    made = api.create(**SHOP)
    expect("secrets.create", made.status_code, 200)
    secret = made.secret
    expect("a secret that was made is accepted", backend_status(secret.secret), 200)
    listed = {one.secret_id: one for one in api.get_all(**SHOP).secrets}
    masked = api.get(secret_id=secret.secret_id, **SHOP).secret
    expect("secrets.get_all", listed[secret.secret_id], masked)
    expect("secrets.get", (masked.last_four, masked.created_at), (secret.secret[-4:], secret.created_at))
    expect("a secret's use is not noted", masked.used_at, None)
    expect("secrets.delete", api.delete(secret_id=secret.secret_id, **SHOP).status_code, 200)
    expect("a deleted secret is refused", backend_status(secret.secret), 401)
    gone = {"secret_id": secret.secret_id, **SHOP}
    refused("secrets.get", 404, "secret_not_found", api.get, **gone)
    refused("secrets.delete", 404, "secret_not_found", api.delete, **gone)
    kept = next(iter(listed))
    refused("secrets.get of another project", 404, "secret_not_found", api.get, secret_id=kept, **GAMES)


def check_profiles():
    api = client().trusted_token_profiles
    rsa, p256 = WORLD["rsa"], WORLD["p256"]
    texts = {"name": "idp", "audience": "https://api.example.com", "issuer": "https://auth.example.com"}
    url = "https://auth.example.com/.well-known/jwks.json"
    mapping = {"email": "email", "token_id": "jti", "role_ids": "https://example.com/x"}
    pem = api.create(
        **SHOP, **texts, pem_files=[rsa], can_jit_provision=False, attribute_mapping=mapping, public_key_type="PEM"
    ).profile
    expect("profiles.create", (pem.name, pem.audience, pem.issuer), tuple(texts.values()))
    expect("the key is kept as it is", [one.public_key for one in pem.pem_files], [rsa])
    expect("the mapping is kept as it is", pem.attribute_mapping, mapping)
    expect("its type", (pem.public_key_type.value, pem.can_jit_provision, pem.jwks_url), ("PEM", False, None))
    jwk = api.create(
        **SHOP, **{**texts, "name": "other"}, pem_files=[], can_jit_provision=True, jwks_url=url, public_key_type="JWK"
    ).profile
    expect("profiles.create with a URL", (jwk.public_key_type.value, jwk.jwks_url, jwk.pem_files), ("JWK", url, []))
    expect("profiles.get_all", api.get_all(**SHOP).profiles, [pem, jwk])
    expect("profiles.get", api.get(profile_id=jwk.profile_id, **SHOP).profile, jwk)
    changed = api.update(profile_id=pem.profile_id, name="renamed", can_jit_provision=True, **SHOP).profile
    expect("profiles.update", changed, pem.model_copy(update={"name": "renamed", "can_jit_provision": True}))
    expect("profiles.update stays", api.get(profile_id=pem.profile_id, **SHOP).profile, changed)

    of_pem = {"profile_id": pem.profile_id, **SHOP}
    of_jwk = {"profile_id": jwk.profile_id, **SHOP}
    text = f"\r\n{p256.rstrip()}\n\n"
    added = api.create_pem_file(public_key=text, **of_pem).pem_file
    expect("profiles.create_pem_file", added.public_key, text)
    got = api.get_pem_file(pem_file_id=added.pem_file_id, **of_pem).pem_file
    expect("profiles.get_pem_file", got, added)
    first = pem.pem_files[0].pem_file_id
    expect("profiles.delete_pem_file", api.delete_pem_file(pem_file_id=first, **of_pem).status_code, 200)
    expect("a deleted key is gone", api.get(**of_pem).profile.pem_files, [added])

    refused("get_pem_file", 404, "pem_file_not_found", api.get_pem_file, pem_file_id=first, **of_pem)
    refused("delete_pem_file", 404, "pem_file_not_found", api.delete_pem_file, pem_file_id=first, **of_pem)
    last = "must_have_pem_files_for_trusted_token_profile_with_type_pem"
    refused("the last key", 400, last, api.delete_pem_file, pem_file_id=added.pem_file_id, **of_pem)
    no_pem = "cannot_add_pem_file_to_non_pem_trusted_token_profile"
    refused("a key beside a URL", 400, no_pem, api.create_pem_file, public_key=rsa, **of_jwk)
    refused("no key", 400, "invalid_public_key", api.create_pem_file, public_key="x", **of_pem)
    new = {**texts, "name": "new", "can_jit_provision": False, **SHOP}
    refused("create without a key", 400, last, api.create, pem_files=[], public_key_type="PEM", **new)
    no_url = "must_have_jwks_url_for_trusted_token_profile_with_type_jwk"
    refused("create without a URL", 400, no_url, api.create, pem_files=[], public_key_type="JWK", **new)
    bad_url = {"jwks_url": "https://127.0.0.1/keys", "pem_files": [], "public_key_type": "JWK"}
    refused("create with another URL", 400, "invalid_jwks_url", api.create, **bad_url, **new)
    many = "too_many_pem_files_for_trusted_token_profile"
    refused("create with six keys", 400, many, api.create, pem_files=[str(n) for n in range(6)], **new)
    answer = refused("update", 400, "invalid_issuer", api.update, issuer="", **of_pem)
    expect("it names the field", answer["error_details"]["problems"][0]["field"], "/issuer")

    expect("profiles.delete", api.delete(**of_jwk).status_code, 200)
    for name, call in {"get": api.get, "update": api.update, "delete": api.delete}.items():
        refused(name, 404, "trusted_token_profile_not_found", call, **of_jwk)
    refused("of another project", 404, "trusted_token_profile_not_found", api.get, profile_id=pem.profile_id, **GAMES)


def check_templates():
    api = client().jwt_templates
    session = {"jwt_template_type": "SESSION", **SHOP}
    m2m = {"jwt_template_type": "M2M", **SHOP}
    expect("jwt_templates.get at first", api.get(**session).jwt_template.template_content, "{}")
    text = '{"bid":\r\n {{member.trusted_metadata.billing_id}}}'
    put = api.set(template_content=text, custom_audience="audience", **session).jwt_template
    expect("jwt_templates.set", (put.template_content, put.custom_audience), (text, "audience"))
    expect("its type", put.jwt_template_type.value, "SESSION")
    other = '{"tier": {{ client.trusted_metadata.subscription_tier }}}'
    of_m2m = api.set(template_content=other, custom_audience="", **m2m).jwt_template
    expect("jwt_templates.set of M2M", (of_m2m.template_content, of_m2m.jwt_template_type.value), (other, "M2M"))
    for content, error_type in {
        '{"a": 1,}': "jwt_template_invalid_json",
        '{"a": {{ member.nmae }}}': "jwt_template_invalid_tag",
        '{"a": {{ member.name >> }': "jwt_template_mismatched_tag",
    }.items():
        arguments = {"template_content": content, "custom_audience": "", **session}
        answer = refused("jwt_templates.set", 400, error_type, api.set, **arguments)
        place = answer["error_details"]["diagnostics"][0]
        expect(f"{place['code']} has a place", (place["line"], place["column"] > 1), (1, True))
    expect("jwt_templates.get", api.get(**session).jwt_template, put)
    expect("jwt_templates.get of M2M", api.get(**m2m).jwt_template, of_m2m)
    refused("another type", 404, "jwt_template_not_found", api.get, jwt_template_type="X", **SHOP)


def check_policy():
    api = client().rbac_policy
    first = api.get(**SHOP).policy
    expect("rbac_policy.get at first", (first.custom_roles, len(first.stytch_resources)), ([], 5))
    reading = Permission(resource_id="documents", actions=["read"])
    member = DefaultRole(permissions=[reading])
    roles = [Role(role_id="editor", description="Edits", permissions=[reading])]
    resources = [Resource(resource_id="documents", description="", available_actions=["read", "write"])]
    scopes = [Scope(scope="read:data", description="", permissions=[reading])]
    own = {"custom_roles": roles, "custom_resources": resources, "custom_scopes": scopes}
    put = api.set(stytch_member=member, **own, **SHOP).policy
    expect("rbac_policy.set", (put.custom_roles, put.custom_resources, put.custom_scopes), tuple(own.values()))
    expect("the member's permissions", (put.stytch_member, put.stytch_user), (member, None))
    expect("the admin's permissions", put.stytch_admin, first.stytch_admin)
    expect("rbac_policy.get", api.get(**SHOP).policy, put)
    answer = refused("a role of no resource", 400, "invalid_permission_resource", api.set, custom_roles=roles, **SHOP)
    field = answer["error_details"]["problems"][0]["field"]
    expect("it names the field", field, "/custom_roles/0/permissions/0/resource_id")
    refused("a role twice", 400, "rbac_role_duplicate", api.set, **{**own, "custom_roles": roles * 2}, **SHOP)
    nobody = DefaultRole(permissions=[])
    answer = refused("a member of games", 400, "invalid_role_for_vertical", api.set, stytch_member=nobody, **GAMES)
    expect("it names the role", answer["error_details"]["problems"][0]["field"], "/stytch_member")
    games = api.set(stytch_user=member, **own, **GAMES).policy
    expect("rbac_policy.set of games", (games.stytch_user, games.stytch_resources), (member, []))


def check_the_rest():
    refused("projects.get_all", 501, "not_supported", client().projects.get_all)
    refused("public_tokens.get_all", 501, "not_supported", client().public_tokens.get_all, **SHOP)
    refused("environments.get_all", 501, "not_supported", client().environments.get_all, project_slug="shop")


for check in [check_credentials, check_secrets, check_profiles, check_templates, check_policy, check_the_rest]:
    check()
sys.exit(1 if failures else 0)
