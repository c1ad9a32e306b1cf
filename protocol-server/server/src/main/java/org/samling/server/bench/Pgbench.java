package org.samling.server.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The reference: pgbench writes the rows of a checkout with one statement in one transaction, on
 * the same PostgreSQL, as the same role, with row-level security on. It looks patron and item up by
 * their numbers and decides nothing else.
 */
final class Pgbench {

  private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
  private static final Pattern LATENCY = Pattern.compile("latency average = ([0-9.]+) ms");

  /** More than this machine reaches: so many items a second are set aside for a round. */
  static final int ITEMS_PER_SECOND = 16_000;

  private static final String SCRIPT =
      """
      \\set n :n + 1
      \\set card random(0, {patrons} - 1)
      with p as (
        select patron_id from patron_identifier
        where tenant_id = {tenant} and value = '20' || lpad(:card::text, 8, '0') and active
      ), i as (
        select id from item
        where tenant_id = {tenant} and barcode = ({first} + :client_id::int8 * {stride} + :n::int8)::text
          and status = 'AVAILABLE'
      ), l as (
        insert into loan (tenant_id, id, item_id, patron_id, lent_at, lent_branch, due_at)
        select {tenant}, uuidv7(), i.id, p.patron_id, now(), '{branch}', now() + interval '30 days' from i, p
        returning id, item_id, patron_id
      ), u as (
        update item set status = 'ON_LOAN', at_branch = '{branch}', hold_id = null from l
        where item.tenant_id = {tenant} and item.id = l.item_id
      ), c as (
        insert into command_outcome (tenant_id, day, key, decided_at, outcome)
        select {tenant}, current_date, sha256(uuid_send(l.id)), now(), '{outcome}' from l
      ), a as (
        insert into audit (tenant_id, id, at, actor, branch, command, patron_id, item_id, outcome)
        select {tenant}, uuidv7(), now(), 'pgbench', '{branch}', 'checkout', l.patron_id, l.item_id, 'done' from l
      ), o as (
        insert into outbox (tenant_id, id, at, kind, payload)
        select {tenant}, uuidv7(), now(), kind, '{payload}' from l, unnest(array['loan-opened', 'item-moved']) kind
      )
      select count(*) from l;
      """;

  /** JSON as long as what the server writes for a checkout. */
  private static final String OUTCOME = json(540);

  private static final String PAYLOAD = json(230);

  private final String program;
  private final BenchLibrary library;
  private final Path directory;
  private final BenchLibrary.Login login;

  Pgbench(String program, BenchLibrary library, Path directory, BenchLibrary.Login login) {
    this.program = program;
    this.library = library;
    this.directory = directory;
    this.login = login;
  }

  /** Finds pgbench on the path, or where Debian has it. */
  static Optional<String> find() {
    var debian = Path.of("/usr/lib/postgresql");
    var versions = debian.toFile().list();
    var directories =
        Stream.of(versions == null ? new String[0] : versions)
            .map(version -> debian.resolve(version, "bin"))
            .toList();
    return Programs.find("pgbench", directories).map(Path::toString);
  }

  /**
   * One round: so many clients, for so long, on items that nobody has lent yet.
   *
   * @throws IllegalStateException when the items did not last for the round
   */
  Round run(int clients, int seconds, AtomicLong nextItem)
      throws IOException, InterruptedException, SQLException {
    var stride = (long) ITEMS_PER_SECOND * seconds / clients;
    var first = nextItem.getAndAdd(stride * clients);
    var script = directory.resolve("checkout.pgbench");
    Files.writeString(
        script,
        SCRIPT
            .replace("{tenant}", library.tenant().toString())
            .replace("{patrons}", Integer.toString(library.patrons()))
            .replace("{first}", Long.toString(BenchLibrary.barcode(first)))
            .replace("{stride}", Long.toString(stride))
            .replace("{branch}", BenchLibrary.BRANCH)
            .replace("{outcome}", OUTCOME)
            .replace("{payload}", PAYLOAD));
    var loans = library.loans();
    var output = run(script, clients, seconds);
    var round = new Round(number(TPS, output), number(LATENCY, output), Double.NaN, Double.NaN);
    var written = library.loans() - loans;
    if (written < 0.98 * round.perSecond() * seconds) {
      throw new IllegalStateException(
          "pgbench wrote %d loans only: its items did not last for the round".formatted(written));
    }
    return round;
  }

  private String run(Path script, int clients, int seconds)
      throws IOException, InterruptedException {
    var command =
        List.of(
            program,
            "-n",
            "-M",
            "prepared",
            "-c",
            Integer.toString(clients),
            "-j",
            Integer.toString(Math.min(clients, 2)),
            "-T",
            Integer.toString(seconds),
            "-f",
            script.toString(),
            "-D",
            "n=-1",
            "-h",
            "127.0.0.1",
            "-p",
            Integer.toString(library.port()),
            "-U",
            login.user(),
            "samling");
    var process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().put("PGPASSWORD", login.password().value());
    process
        .environment()
        .put(
            "PGOPTIONS",
            "-c role=%s -c search_path=samling -c samling.tenant=%s"
                .formatted(login.role(), library.tenant()));
    var running = process.start();
    var output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (running.waitFor() != 0) {
      throw new IllegalStateException("pgbench failed: " + output);
    }
    return output;
  }

  private static double number(Pattern pattern, String output) {
    var matcher = pattern.matcher(output);
    if (!matcher.find()) {
      throw new IllegalStateException("pgbench printed no " + pattern + ": " + output);
    }
    return Double.parseDouble(matcher.group(1));
  }

  private static String json(int length) {
    return "{\"x\": \"" + "x".repeat(length) + "\"}";
  }
}
