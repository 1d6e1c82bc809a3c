"""Makes a member and a user with each external id, and finds, changes and deletes them by it. A line for each."""

import json
import sys

from stytch import B2BClient, Client

world = json.loads(sys.argv[1])


def client(of, credentials):
    return of(
        project_id=credentials["projectId"],
        secret=credentials["secret"],
        custom_base_url=world["url"],
    )


members = client(B2BClient, world["b2b"]).organizations.members
users = client(Client, world["consumer"]).users

for index, external_id in enumerate(world["externalIds"]):
    address = f"python-{index}@example.com"
    member = {"organization_id": "acme", "member_id": external_id}
    made = members.create(organization_id="acme", email_address=address, external_id=external_id)
    assert members.update(**member, name="Ada").member_id == made.member_id
    assert members.get(**member).member.name == "Ada"
    assert members.delete_external_id(**member).member_id == made.member_id
    made = users.create(email=address, external_id=external_id)
    assert users.get(user_id=external_id).user_id == made.user_id
    assert users.delete(user_id=external_id).user_id == made.user_id
    print("ok", external_id)
