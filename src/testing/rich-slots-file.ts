import type { Bundle } from '../domain/slots-file/slots-file'

/** The slots of `richSlotsFile`, apart from what Compose reads. */
export const richExtension = `x-berth:
  branch: 'kickoff-(?<date>\\d{6})-(?<summary>.+)'
  platform: 'platform/v{version}'
  slots:
    dev1: { host: seoul-1, env: { WEB_PORT: 3001 }, urls: { web: https://dev1.shop.example.com } }
    dev2: { host: seoul-1, env: { WEB_PORT: 3002 } }
`

/** A compose file with a bit of everything that both Berth and docker-compose 1.29 read. */
export const richCompose = `x-logging: &logging
  driver: json-file
  options: { max-size: 10m, max-file: '3' }
x-common: &common
  restart: unless-stopped
  logging: *logging
  labels: { team: shop, tier: common }
services:
  web:
    <<: *common
    image: \${REGISTRY}/web:\${TAG}
    command: npm run "start server" --port 3000 it\\'s
    entrypoint: [/entry, --flag]
    environment:
      API_URL: http://api:8080
      LEVEL: \${LEVEL}
      FALLBACK: \${MISSING:-fallback}
      FALLBACK_UNSET: \${EMPTY-unused}
      FALLBACK_EMPTY: \${EMPTY:-was empty}
      DOLLAR: $$HOME costs $$5
      NUMBER: 42
      FLOAT: 1.5
      EMPTY_TEXT: ''
      GREETING: \${GREETING}
      RAW: $RAW
      HASH: \${HASH}
      SHARED: \${SHARED}
    ports:
      - '\${WEB_PORT}:3000'
      - 127.0.0.1:9000-9002:9000-9002/udp
      - '7000'
      - target: 9229
        published: 19229
        protocol: tcp
        mode: host
    expose: ['3000', 9100]
    depends_on:
      api: { condition: service_healthy }
      migrate: { condition: service_completed_successfully }
    healthcheck:
      test: curl -f http://localhost:3000/ || exit 1
      interval: 1m30s
      timeout: 2.5s
      start_period: 500ms
      retries: 4
    networks:
      front: { aliases: [www, shop], ipv4_address: 172.28.0.10, priority: 10 }
      default:
    dns: 8.8.8.8
    dns_search: [example.com, example.org]
    extra_hosts: ['db:10.0.0.5', 'cache:10.0.0.6']
    hostname: web-\${SLOT}
    domainname: shop.example.com
    user: '1000:1000'
    working_dir: /app
    stop_signal: SIGINT
    stop_grace_period: 1m
    init: true
    read_only: true
    tmpfs: ['/run:size=16m', /tmp]
    cap_add: [NET_ADMIN]
    cap_drop: [ALL]
    security_opt: ['no-new-privileges:true']
    sysctls: { net.core.somaxconn: 1024 }
    ulimits:
      nproc: 65535
      nofile: { soft: 20000, hard: 40000 }
    shm_size: 64M
    mem_limit: 512m
    mem_reservation: 256m
    memswap_limit: 1g
    cpus: 1.5
    pids_limit: 200
    group_add: ['2000']
    tty: true
    stdin_open: true
    x-berth: { strategy: recreate, health: { http: /healthz, timeout: 60s } }
  api:
    <<: *common
    image: \${REGISTRY}/api:\${TAG:?tag is needed}
    env_file: [env/api.env]
    environment:
      - OVERRIDDEN=environment
      - LIST_FORM=a=b
      - LEVEL
    labels: { tier: api }
    volumes:
      - data:/var/lib/data
      - /srv/files:/files:ro
      - /cache
      - type: bind
        source: /srv/long
        target: /long
        read_only: true
        bind: { propagation: rslave }
      - type: volume
        source: data
        target: /second
        volume: { nocopy: true }
      - type: tmpfs
        target: /scratch
        tmpfs: { size: 1048576 }
    healthcheck: { test: [CMD, /check, --fast] }
    devices: ['/dev/fuse:/dev/fuse:rwm']
    privileged: true
    ipc: host
    networks: [default, outside]
  migrate:
    image: \${REGISTRY}/migrate:\${TAG}
    restart: 'no'
    healthcheck: { disable: true }
    network_mode: none
  tools:
    image: redis:7.2.4
    profiles: [tools]
    restart: on-failure:5
    network_mode: host
networks:
  front:
    driver: bridge
    ipam: { config: [{ subnet: 172.28.0.0/16 }] }
    labels: { use: front }
  outside: { external: true, name: company }
volumes:
  data: { labels: { keep: 'yes' } }
`

const dotEnv = `# settings of the team
export REGISTRY=registry.example.com/shop
LEVEL=info # inline
GREETING="hello\\nworld \${LEVEL}"
RAW='no $expansion # here'
EMPTY=
HASH=a#b
SHARED=\${LEVEL}-x
`

const apiEnv = `FROM_FILE=one
OVERRIDDEN=file
QUOTED="two words"
MULTI="line one
line two"
`

/** It, whole, as it would be published. */
export const richSlotsFile: Bundle = {
  composeText: richExtension + richCompose,
  composeName: 'compose.yaml',
  files: { '.env': dotEnv, 'env/api.env': apiEnv },
  environment: {},
}
