package org.samling.library.checkup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.samling.library.LibraryDatabase;
import org.samling.library.config.Configuration;
import org.samling.postgres.checkup.DatabaseCheckup;
import org.samling.postgres.checkup.DatabaseServers.Role;
import org.samling.postgres.checkup.DatabaseServers.Server;
import org.samling.postgres.connection.Replication;

/** Checks the database servers: which is the primary, and how its changes are replicated. */
final class DatabaseServersCheck {

  static final String OF_KEYS =
      "Restore your copy of the key file; or, where these are the library's keys, run samling migrate with store.owner.";

  private static final Duration FAR_BEHIND = Duration.ofSeconds(30);

  private final List<Finding> findings = new ArrayList<>();

  private DatabaseServersCheck() {}

  /**
   * What is found.
   *
   * @param database connected to the primary
   */
  static List<Finding> findings(Configuration configuration, DatabaseCheckup database) {
    var check = new DatabaseServersCheck();
    var servers = LibraryDatabase.servers(configuration);
    check.primary(servers);
    servers.forEach(check::server);
    if (configuration.store().database() instanceof Configuration.External) {
      var replication = database.replication();
      check.standbys(servers, replication);
      var configured = configuration.store().synchronousCommit();
      check.commits(replication, configured == null ? replication.commit() : configured.toString());
    }
    return check.findings;
  }

  /** Whether Samling works with this version of PostgreSQL. */
  static Finding version(DatabaseCheckup.Facts facts) {
    var says = "database: PostgreSQL %s, %,d MB".formatted(facts.version(), facts.size() >> 20);
    if (facts.majorVersion() < DatabaseCheckup.OLDEST) {
      return Finding.fail(
          says + ": this version is too old",
          "Upgrade it, by pg_upgrade or a dump, to version %d or later."
              .formatted(DatabaseCheckup.OLDEST));
    }
    return facts.majorVersion() > DatabaseCheckup.NEWEST
        ? Finding.warn(
            says + ": this version of Samling has not been tested with it",
            "Upgrade Samling, or use PostgreSQL %d to %d."
                .formatted(DatabaseCheckup.OLDEST, DatabaseCheckup.NEWEST))
        : Finding.ok(says);
  }

  /** Whether this node can act for tenants with its keys; a finding is added where it can't. */
  static boolean claims(DatabaseCheckup database, List<Finding> findings) {
    if (!database.acts()) {
      findings.add(
          Finding.fail(
              "database: it does not know this node's keys, and shows it nothing", OF_KEYS));
    }
    return database.acts();
  }

  private void primary(List<Server> servers) {
    if (servers.stream().noneMatch(one -> one.role() == Role.PRIMARY && one.objection() == null)) {
      fail(
          "database: there is no writable primary",
          "Promote a standby, or correct store.url; docs/operations.md, \"Failover\".");
    }
  }

  private void server(Server server) {
    var says = "database: %s %s".formatted(server.name(), server.state());
    var objection = server.objection();
    var lag = server.lag();
    if (objection != null) {
      fail(says + ", and is refused", objection);
    } else if (server.role() == Role.SILENT) {
      warn(says, "Repair it: if the other server fails, nothing can take over.");
    } else if (lag == null) {
      findings.add(Finding.ok(says));
    } else if (lag.isAhead()) {
      fail(
          says + " that has diverged from the primary and can't follow it",
          "Rebuild it from the primary (pg_rewind, pg_basebackup, or patronictl reinit).");
    } else {
      var behind = "%s, %s".formatted(says, behind(lag.bytes(), lag.time()));
      if (!lag.receives()) {
        warn(
            behind + ", which receives changes from no server",
            "See its log and its primary_conninfo; if it has fallen too far behind, rebuild it.");
      } else if (lag.time().compareTo(FAR_BEHIND) > 0) {
        warn(
            behind,
            "Check whether its disk and the network keep up, and whether a long query delays it.");
      } else {
        findings.add(Finding.ok(behind));
      }
    }
  }

  private void standbys(List<Server> servers, Replication replication) {
    var standbys = replication.standbys();
    if (!standbys.isEmpty()) {
      var names =
          standbys.stream().map(DatabaseServersCheck::told).collect(Collectors.joining("; "));
      findings.add(Finding.ok("replication: the primary sends its changes to " + names));
    } else if (servers.size() > 1) {
      warn(
          "replication: the primary sends its changes to no standby",
          "Start a standby: if the primary fails, nothing can take over.");
    } else {
      findings.add(
          Finding.ok(
              "replication: there is no standby; if the primary's disk is lost, only the last backup remains"));
    }
  }

  /** Describes a standby; the application's role may be allowed to see only its name. */
  private static String told(Replication.Standby standby) {
    var bytes = standby.bytes();
    if (bytes == null) {
      return standby.name() + (standby.state() == null ? " (members of pg_monitor see more)" : "");
    }
    var time = standby.time();
    return "%s (%s, %s, %s)"
        .formatted(
            standby.name(),
            standby.state(),
            standby.mode(),
            behind(bytes, time == null ? Duration.ZERO : time));
  }

  private static String behind(long bytes, Duration time) {
    return String.format(
        Locale.ROOT, "%,d bytes and %.3f s behind", bytes, time.toMillis() / 1000.0);
  }

  /**
   * What commits wait for.
   *
   * @param commit synchronous_commit, as it holds for the store
   */
  private void commits(Replication replication, String commit) {
    var mode = "(synchronous_commit %s)".formatted(commit);
    var awaited = replication.awaited();
    if (commit.equals("off")) {
      fail(
          "replication: commits do not even wait for the primary's disk " + mode,
          "Switch it on: otherwise loans confirmed to kiosks may be lost if the primary fails.");
    } else if (replication.needed() == 0) {
      findings.add(
          Finding.ok(
              "replication: commits wait only for the primary's disk "
                  + mode
                  + ": changes that no standby has received are lost with it"));
    } else if (commit.equals("local")) {
      warn(
          "replication: commits should wait for %s, but those of this role do not %s"
              .formatted(awaited, mode),
          "Set store.synchronous-commit to on, or find out why the role has another setting.");
    } else if (replication.answering() < replication.needed()) {
      fail(
          "replication: commits wait for %s, of which %d answer, so nothing can be lent %s"
              .formatted(awaited, replication.answering(), mode),
          "Start the standby. To go on without it, set synchronous_standby_names on the primary to the standbys that are running, or to '', and reload.");
    } else {
      findings.add(
          Finding.ok(
              "replication: commits wait for %s, of which %d answer, %s %s"
                  .formatted(awaited, replication.answering(), until(commit), mode)));
    }
  }

  /** How safe a commit is once it has been acknowledged. */
  private static String until(String commit) {
    return switch (commit) {
      case "remote_write" ->
          "until they have it in memory: it is lost only if their machines fail together with the primary";
      case "remote_apply" ->
          "until it is on their disks and can be read there: it is not lost with the primary";
      default -> "until it is on their disks: it is not lost with the primary";
    };
  }

  private void warn(String what, String advice) {
    findings.add(Finding.warn(what, advice));
  }

  private void fail(String what, String advice) {
    findings.add(Finding.fail(what, advice));
  }
}
