import type { LogPulse } from '../engine/program'
import { createDice, pick } from './dice'
import type { SampleKickoff } from './kickoffs'

type Usual = readonly [logger: string, sentence: string]

const gateway = 'c.e.shop.payment.PaymentGateway    '
const usual: readonly [Usual, ...Usual[]] = [
  ['c.e.shop.order.OrderService        ', 'order 20418 placed, 3 items, 84,900 KRW'],
  ['c.e.shop.catalog.CatalogController ', 'GET /v1/products?page=2 200 in 21 ms'],
  [gateway, 'payment authorized, provider=toss, attempt=1'],
  ['c.e.shop.catalog.StockService      ', 'stock of SKU-88121 is 14'],
  ['c.e.shop.order.OrderController     ', 'GET /v1/orders/20417 200 in 9 ms'],
]

type Lines = LogPulse['lines']

/** What a Spring Boot service writes, by how it does. */
export function* apiLog(
  api: SampleKickoff['api'],
  environment: Readonly<Record<string, string>>,
): Generator<LogPulse, void> {
  const dice = createDice(`api ${environment['SLOT'] ?? ''}`)
  yield* startUp(environment)
  if (api === 'migration-fails') return yield { afterMs: 1_600, lines: failedMigration() }
  yield {
    afterMs: 900,
    lines: [line('INFO', 'main', 'c.e.shop.ShopApplication            ', 'Started ShopApplication in 4.721 seconds')],
  }
  for (let number = 1; ; number += 1) {
    const afterMs = Math.round(300 + dice() * 1_300)
    const thread = `nio-8080-exec-${String(1 + Math.floor(dice() * 9))}`
    const isTroubled = api === 'without-database' ? number % 9 === 0 : number % 43 === 0
    if (isTroubled) yield { afterMs, lines: lostDatabase(thread, environment) }
    else if (number % 17 === 0)
      yield { afterMs, lines: [line('WARN', thread, gateway, 'retrying payment authorization, attempt=2')] }
    else if (number % 11 === 0) yield { afterMs, lines: [asJson(number, dice)] }
    else yield { afterMs, lines: [line('INFO', thread, ...pick(dice, usual))] }
  }
}

function* startUp({ APP_VERSION: version = '' }: Readonly<Record<string, string>>): Generator<LogPulse, void> {
  const main = (logger: string, text: string): Lines => [line('INFO', 'main', logger, text)]
  yield { afterMs: 400, lines: [{ stream: 'stdout', text: ' :: Spring Boot ::                (v3.2.5)' }] }
  yield {
    afterMs: 300,
    lines: main('c.e.shop.ShopApplication            ', `Starting ShopApplication ${version} using Java 21`),
  }
  yield {
    afterMs: 900,
    lines: main('o.s.b.w.embedded.tomcat.TomcatWebServer', 'Tomcat initialized with port 8080 (http)'),
  }
  yield { afterMs: 800, lines: main('com.zaxxer.hikari.HikariDataSource  ', 'HikariPool-1 - Starting...') }
}

/** As Spring writes them, with the time that the container has. */
function line(level: 'INFO' | 'WARN' | 'ERROR', thread: string, logger: string, text: string): Lines[number] {
  const stream = level === 'ERROR' ? 'stderr' : 'stdout'
  return { stream, text: `${level.padStart(5)} 1 --- [shop-api] [${thread.padStart(15)}] ${logger} : ${text}` }
}

function asJson(number: number, dice: () => number): Lines[number] {
  const entry = {
    level: 'info',
    logger: 'audit',
    event: 'order.viewed',
    order: 20_400 + number,
    ms: Math.round(dice() * 90),
  }
  return { stream: 'stdout', text: JSON.stringify(entry) }
}

function lostDatabase(thread: string, { DB_HOST: host = 'mysql' }: Readonly<Record<string, string>>): Lines {
  return [
    line('ERROR', thread, 'o.a.c.c.C.[.[.[/].[dispatcherServlet]', 'Servlet.service() threw exception'),
    ...trace(
      'org.springframework.dao.DataAccessResourceFailureException: Unable to acquire JDBC Connection',
      '\tat org.springframework.orm.jpa.vendor.HibernateJpaDialect.convertHibernateAccessException(HibernateJpaDialect.java:284)',
      '\tat com.example.shop.order.OrderRepository.findRecent(OrderRepository.java:61)',
      '\tat com.example.shop.order.OrderService.recent(OrderService.java:118)',
      `Caused by: com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure: ${host}:3306`,
      '\tat com.mysql.cj.jdbc.ConnectionImpl.connectOneTryOnly(ConnectionImpl.java:956)',
      '\t... 42 common frames omitted',
    ),
  ]
}

function failedMigration(): Lines {
  return [
    line(
      'ERROR',
      'main',
      'o.f.core.internal.command.DbMigrate ',
      'Migration of schema `shop` to version "42 - gift card" failed',
    ),
    ...trace(
      'org.flywaydb.core.internal.command.DbMigrate$FlywayMigrateException: Script V42__gift_card.sql failed',
      '\tat org.flywaydb.core.internal.command.DbMigrate.doMigrateGroup(DbMigrate.java:372)',
      "Caused by: java.sql.SQLSyntaxErrorException: Table 'shop.gift_card_ledger' doesn't exist",
      '\t... 31 common frames omitted',
    ),
    line('WARN', 'main', 'c.e.shop.health.DatabaseHealth      ', 'health stays DOWN until the schema is at version 42'),
  ]
}

function trace(...texts: readonly string[]): Lines {
  return texts.map((text) => ({ stream: 'stderr', text }))
}
