package org.samling.postgres.checkup;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.organisation.Secret;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.DatabaseAddress;
import org.samling.postgres.connection.DatabaseLine;
import org.samling.postgres.connection.LatestDatabase;
import org.samling.postgres.connection.StandbyLag;

/**
 * The servers named by the address of a library's database: which is a primary, which a standby,
 * and which must not be written to. Only looks, and remembers nothing.
 */
public final class DatabaseServers {

  private static final String PATIENCE_SECONDS = "5";

  private DatabaseServers() {}

  /**
   * One of them.
   *
   * @param name its host and port
   * @param state its state, for people to read
   * @param role its role
   * @param objection why it is refused, and what to do; null where it is not
   * @param lag how far a standby is behind the primary that is written to; null where there is none
   */
  public record Server(
      String name, String state, Role role, @Nullable String objection, @Nullable StandbyLag lag) {

    Server(String name, String state, Role role, @Nullable String objection) {
      this(name, state, role, objection, null);
    }
  }

  /** The role of a server. */
  public enum Role {
    /** It takes changes. */
    PRIMARY,
    /** It follows a primary. */
    STANDBY,
    /** It does not answer. */
    SILENT
  }

  private record Answer(
      DatabaseAddress address, DatabaseLine.@Nullable Look look, @Nullable String fault) {

    boolean isAdmitted(@Nullable DatabaseLine furthest) {
      return look != null && look.objection(furthest).isEmpty();
    }

    boolean isStandby() {
      return look != null && look.line().isEmpty();
    }
  }

  /**
   * Asks all of them.
   *
   * @param url the JDBC address
   * @param user the role of the application
   * @param own the node's own directory, or null, as {@link PostgresStore} has it
   * @throws StoreException when what this node remembers can't be read
   */
  public static List<Server> look(String url, String user, Secret password, @Nullable Path own) {
    var answers = ask(address(url, user, password));
    var furthest = furthest(answers, own);
    var primary = answers.stream().filter(one -> one.isAdmitted(furthest)).findFirst();
    return answers.stream()
        .map(one ->
            server(
                one,
                furthest,
                one.isStandby()
                    ? primary.map(written -> lag(written.address, one.address)).orElse(null)
                    : null))
        .toList();
  }

  private static @Nullable StandbyLag lag(DatabaseAddress primary, DatabaseAddress standby) {
    try (var written = primary.connect();
        var following = standby.connect()) {
      return StandbyLag.of(written, following);
    } catch (SQLException _) {
      return null; // one of them has just gone
    }
  }

  /** The server that the store would write to, or all of them where there is none. */
  static DatabaseAddress chosen(String url, String user, Secret password, @Nullable Path own) {
    var all = address(url, user, password);
    var answers = ask(all);
    var furthest = furthest(answers, own);
    return answers.stream()
        .filter(one -> one.isAdmitted(furthest))
        .map(Answer::address)
        .findFirst()
        .orElse(all);
  }

  private static DatabaseAddress address(String url, String user, Secret password) {
    var properties = new Properties();
    properties.setProperty("connectTimeout", PATIENCE_SECONDS);
    properties.setProperty("socketTimeout", PATIENCE_SECONDS);
    properties.setProperty("readOnly", "true");
    properties.setProperty("ApplicationName", "samling doctor");
    return DatabaseAddress.of(url, user, password, properties);
  }

  private static List<Answer> ask(DatabaseAddress servers) {
    return servers.each().stream().map(DatabaseServers::askOne).toList();
  }

  private static Answer askOne(DatabaseAddress server) {
    try (var connection = server.connect()) {
      return new Answer(server, DatabaseLine.look(connection), null);
    } catch (SQLException e) {
      return new Answer(server, null, e.getMessage());
    }
  }

  /**
   * The furthest of what this node has seen and of what servers report that nothing else
   * contradicts.
   */
  private static @Nullable DatabaseLine furthest(List<Answer> answers, @Nullable Path own) {
    try {
      var all = new ArrayList<DatabaseLine>();
      var seen = new LatestDatabase(own).furthest();
      if (seen != null) {
        all.add(seen);
      }
      answers.stream()
          .filter(one -> one.isAdmitted(seen))
          .map(Answer::look)
          .filter(Objects::nonNull)
          .flatMap(look -> look.line().stream())
          .forEach(all::add);
      return all.stream().max(DatabaseLine.ORDER).orElse(null);
    } catch (SQLException e) {
      throw Database.unavailable(e);
    }
  }

  private static Server server(
      Answer answer, @Nullable DatabaseLine furthest, @Nullable StandbyLag lag) {
    var name = answer.address.servers();
    var look = answer.look;
    if (look == null) {
      return new Server(name, "does not answer: " + answer.fault, Role.SILENT, null);
    }
    var line = look.line();
    if (line.isEmpty()) {
      return new Server(name, "is a standby", Role.STANDBY, null, lag);
    }
    return new Server(
        name,
        "is a primary (system %d, timeline %d)".formatted(look.system(), line.get().timeline()),
        Role.PRIMARY,
        look.objection(furthest).orElse(null),
        null);
  }
}
