#!/bin/sh
# Sets up Berth's read-only proxy on a Docker host, and makes certificates for those who may look. See docs/read-only.md.
#
#   sudo ./berth-read-only.sh install dev.example.com     names or addresses that people will connect to
#   sudo ./berth-read-only.sh client hana                 a person's certificate, as ./hana/{ca,cert,key}.pem
#   sudo ./berth-read-only.sh revoke hana
#   sudo ./berth-read-only.sh list
#
# Settings, from the environment: DIRECTORY, SOCKET, PORT, DAYS (of a client's certificate), CONFIGURATION (read-only.conf, or
# read-only-basic.conf for an nginx without njs).
set -eu
umask 077

DIRECTORY=${DIRECTORY:-/etc/berth-read-only}
SOCKET=${SOCKET:-/var/run/docker.sock}
PORT=${PORT:-2376}
DAYS=${DAYS:-365}
CONFIGURATION=${CONFIGURATION:-read-only.conf}
PERSON=berth-read-only
MODULE=ngx_http_js_module.so

here=$(cd "$(dirname "$0")" && pwd)
authority=$DIRECTORY/authority
server=$DIRECTORY/server

fail() {
  echo "berth-read-only: $1" >&2
  exit 1
}

# What openssl wants to know of an authority: where its book is, and what stands in a certificate of each kind.
authority_settings() {
  cat <<SETTINGS
[ca]
default_ca = berth
[berth]
dir              = $authority
database         = \$dir/issued.txt
serial           = \$dir/serial
crlnumber        = \$dir/revocations
new_certs_dir    = \$dir/issued
certificate      = \$dir/ca.pem
private_key      = \$dir/ca-key.pem
default_md       = sha256
default_days     = $DAYS
default_crl_days = 7300
policy           = named
unique_subject   = no
[named]
commonName = supplied
[req]
distinguished_name = none
[none]
[authority]
basicConstraints     = critical, CA:true, pathlen:0
keyUsage             = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[client]
basicConstraints = critical, CA:false
keyUsage         = critical, digitalSignature
extendedKeyUsage = clientAuth
[server]
basicConstraints = critical, CA:false
keyUsage         = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName   = ${NAMES:-DNS:localhost}
SETTINGS
}

new_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1"; }

# sign KIND NAME KEY CERTIFICATE DAYS
sign() {
  openssl req -new -config "$authority/settings" -key "$3" -subj "/CN=$2" -out "$4.request"
  openssl ca -batch -notext -config "$authority/settings" -extensions "$1" -days "$5" \
    -in "$4.request" -out "$4" 2>"$authority/last-errors" || fail "$(cat "$authority/last-errors")"
  rm "$4.request"
}

write_revoked() { openssl ca -gencrl -config "$authority/settings" -out "$authority/revoked.pem" 2>/dev/null; }

make_authority() {
  mkdir -p "$authority/issued" "$server"
  authority_settings >"$authority/settings"
  [ -e "$authority/ca.pem" ] && return
  : >"$authority/issued.txt"
  echo 1000 >"$authority/serial"
  echo 1000 >"$authority/revocations"
  new_key "$authority/ca-key.pem"
  openssl req -x509 -new -config "$authority/settings" -extensions authority -days 7300 \
    -key "$authority/ca-key.pem" -subj "/CN=Berth read-only" -out "$authority/ca.pem"
  write_revoked
}

# Names and addresses as a certificate lists them.
subject_names() {
  for name in "$@"; do
    case $name in
      *[!A-Za-z0-9.:-]*) fail "not a name or an address: $name" ;;
      *:*) printf 'IP:%s,' "$name" ;;
      *[!0-9.]*) printf 'DNS:%s,' "$name" ;;
      *) printf 'IP:%s,' "$name" ;;
    esac
  done
}

copy_configuration() {
  [ -e "$here/$CONFIGURATION" ] || fail "no such configuration: $CONFIGURATION"
  cp "$here/read-only-filter.js" "$DIRECTORY/read-only-filter.js"
  for file in connection.conf "$CONFIGURATION"; do
    sed -e "s|/etc/berth-read-only|$DIRECTORY|g" -e "s|unix:/var/run/docker.sock|unix:$SOCKET|" \
      -e "s|listen 2376|listen $PORT|" "$here/$file" >"$DIRECTORY/$file"
  done
  mv "$DIRECTORY/$CONFIGURATION" "$DIRECTORY/nginx.conf"
}

# Everything but what belongs to the system: also what the tests run.
configure() {
  [ $# -gt 0 ] || fail "name the host: install dev.example.com"
  NAMES=$(subject_names "$@")
  NAMES=${NAMES%,}
  make_authority
  new_key "$server/key.pem"
  sign server "$1" "$server/key.pem" "$server/cert.pem" 3650
  copy_configuration
}

install_service() {
  command -v nginx >/dev/null || fail "nginx is missing: apt-get install nginx-light libnginx-mod-http-js"
  if [ "$CONFIGURATION" = read-only.conf ] && [ ! -e "/usr/lib/nginx/modules/$MODULE" ]; then
    fail "nginx has no njs: apt-get install libnginx-mod-http-js"
  fi
  getent group docker >/dev/null || fail "there is no group docker that may use $SOCKET"
  id "$PERSON" >/dev/null 2>&1 || useradd --system --home-dir /nonexistent --shell /usr/sbin/nologin "$PERSON"
  configure "$@"
  # The proxy reads; the authority's key is root's alone.
  chgrp -R "$PERSON" "$DIRECTORY"
  chmod 750 "$DIRECTORY" "$authority" "$server"
  chmod 640 "$DIRECTORY"/*.conf "$DIRECTORY"/*.js "$server"/*.pem "$authority/ca.pem" "$authority/revoked.pem"
  install -m 644 "$here/berth-read-only.service" /etc/systemd/system/berth-read-only.service
  systemctl daemon-reload
  systemctl enable berth-read-only.service
  systemctl restart berth-read-only.service
  echo "The read-only proxy listens on port $PORT. Next: $0 client NAME"
}

client_name() {
  case ${1:-} in
    '' | *[!A-Za-z0-9_-]*) fail "name the person: letters, digits, - and _ alone" ;;
  esac
  [ -e "$authority/ca.pem" ] || fail "nothing is set up here yet: install comes first"
}

make_client() {
  client_name "$@"
  [ ! -e "$1" ] || fail "./$1 is there already"
  mkdir "$1"
  cp "$authority/ca.pem" "$1/ca.pem"
  new_key "$1/key.pem"
  sign client "$1" "$1/key.pem" "$1/cert.pem" "$DAYS"
  [ -z "${SUDO_UID:-}" ] || chown -R "$SUDO_UID:$SUDO_GID" "$1"
  echo "./$1 holds the certificate of $1 for $DAYS days. Hand it over like a password: who has it may look."
}

# All valid certificates of the name. The running proxy is told, and ends open connections of before within a minute.
revoke() {
  client_name "$@"
  serials=$(awk -F '\t' -v name="/CN=$1" '$1 == "V" && $6 == name { print $4 }' "$authority/issued.txt")
  [ -n "$serials" ] || fail "$1 has no certificate that counts"
  for serial in $serials; do
    openssl ca -batch -config "$authority/settings" -revoke "$authority/issued/$serial.pem" 2>/dev/null
  done
  write_revoked
  if [ "$DIRECTORY" = /etc/berth-read-only ]; then
    chgrp "$PERSON" "$authority/revoked.pem"
    chmod 640 "$authority/revoked.pem"
    systemctl reload berth-read-only.service
  fi
  echo "$1 can't look any more."
}

list() {
  echo "valid (V), revoked (R); until, as YYMMDDHHMMSS; serial; name"
  awk -F '\t' '{ print $1, $2, $4, substr($6, 5) }' "$authority/issued.txt"
}

command=${1:-}
[ $# -eq 0 ] || shift
case $command in
  install) install_service "$@" ;;
  configure) configure "$@" ;;
  client) make_client "$@" ;;
  revoke) revoke "$@" ;;
  list) list ;;
  *) sed -n '2,11s/^# \{0,1\}//p' "$0" && exit 2 ;;
esac
