#!/bin/sh
# Makes what no two installations share, once: the master key and the database's password.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir secrets || { echo "make-secrets.sh: what is in secrets stays as it is" >&2; exit 1; }
cd secrets
openssl rand -base64 32 >master.key
password=$(openssl rand -hex 32)
printf '%s' "$password" >database-password
echo "COUNTERSIGN_SERVER__DATABASE_URL=postgres://countersign:$password@postgres/countersign" >database.env
# Containers read these two as users of their own. Nobody else gets through the folder, which is closed.
chmod 644 master.key database-password
