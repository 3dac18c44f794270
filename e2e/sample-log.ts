/** What services of a shop write on an ordinary bad afternoon. */

const frames = Array.from(
  { length: 24 },
  (_, index) => `\tat com.shop.search.FacetService.count${index}(FacetService.java:${100 + index})`,
)

/** Of a Spring service: levels, a stack trace, JSON, Korean. */
export const apiLines = [
  '2024-06-12 14:33:58.640 DEBUG 1 --- [nio-8080-exec-4] com.shop.search.FacetService : cache miss key=outer:brand,size,color',
  '2024-06-12 14:34:00.143  WARN 1 --- [nio-8080-exec-4] com.zaxxer.hikari.pool.HikariPool : HikariPool-1 - Thread starvation or clock leap detected (pool active=10 idle=0 waiting=9)',
  JSON.stringify({
    level: 'error',
    logger: 'com.shop.search.FacetService',
    message: 'facet query timed out',
    query: { category: 'outer', facets: ['brand', 'size', 'color'] },
    elapsedMs: 1502,
    pool: { total: 10, active: 10, idle: 0, waiting: 23 },
    traceId: '7f1e0c92d5b84a11',
  }),
  '2024-06-12 14:34:01.016 ERROR 1 --- [nio-8080-exec-4] com.shop.search.FacetService : query failed',
  'java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, pool exhausted',
  ...frames,
  'Caused by: java.net.SocketTimeoutException: Read timed out',
  '\tat java.base/java.net.SocketInputStream.read(SocketInputStream.java:176)',
  '\t... 12 more',
  '2024-06-12 14:34:40.730  INFO 1 --- [main] com.shop.ShopApplication : 상품 색인 갱신 완료: 1,204건, 3.1초',
]

/** Of a Next.js service: colours, a long line, what must stay harmless. */
export const webLines = [
  '\u001b[32m✓\u001b[0m Ready in \u001b[1m1.8s\u001b[0m  \u001b[2mhttp://0.0.0.0:3000\u001b[0m',
  '\u001b[36mGET\u001b[0m /search?q=패딩&brand=1042 \u001b[32m200\u001b[0m in 184ms',
  '\u001b[36mGET\u001b[0m /_next/static/chunks/main.js \u001b[32m200\u001b[0m in 2ms',
  '⚠ Slow render: /search 2,140ms (budget 800ms)',
  '⨯ Error: upstream api:8080 answered 500, pool exhausted',
  `GET /search?${Array.from({ length: 60 }, (_, index) => `filter${index}=value${index}`).join('&')} 200 in 12ms`,
  '<script>document.title = "taken"</script> \u202egnp.exe\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007',
]

/** Of a Django service. */
export const adminLines = [
  'System check identified no issues (0 silenced).',
  '[12/Jun/2024 14:34:03] "GET /admin/catalog/facet/ HTTP/1.1" 200 18422',
  'Traceback (most recent call last):',
  '  File "/app/catalog/views.py", line 42, in facet',
  '    return FacetIndex.load(pool)',
  'django.db.utils.OperationalError: connection pool timed out',
]
