package org.samling.library.config;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.samling.library.config.Configuration.Database;
import org.samling.library.config.Configuration.Embedded;
import org.samling.library.config.Configuration.External;
import org.samling.library.config.Configuration.Owner;
import org.samling.library.config.Configuration.Store;
import org.samling.postgres.connection.DatabaseSettings.SynchronousCommit;

/** Reads where the library is kept, with the checks that a schema can't express. */
final class StoreReader {

  private static final String AT = "/store/";
  private static final String DEFAULT_DATABASE = "samling";
  private static final int HIGHEST_PORT = 65_535;

  private final ConfigurationReader reader;

  StoreReader(ConfigurationReader reader) {
    this.reader = reader;
  }

  /** The part of the file as it is written. */
  record Written(
      @Nullable WrittenEmbedded embedded,
      @Nullable String url,
      @Nullable List<String> hosts,
      @Nullable String database,
      @Nullable String user,
      @Nullable String password,
      @Nullable String passwordFile,
      @Nullable String owner,
      @Nullable String ownerPassword,
      @Nullable String ownerPasswordFile,
      @Nullable String synchronousCommit,
      int connections,
      int batch,
      int queue,
      int batchesAhead,
      String answerWithin) {}

  record WrittenEmbedded(String directory, int port) {}

  /**
   * Reads it.
   *
   * @param standard the embedded database if the file does not mention it
   */
  Store store(Written written, WrittenEmbedded standard) {
    var commit = written.synchronousCommit();
    return new Store(
        database(written, standard),
        commit == null ? null : SynchronousCommit.valueOf(commit.toUpperCase(Locale.ROOT)),
        written.connections(),
        written.batch(),
        written.queue(),
        written.batchesAhead(),
        reader.duration(AT + "answer-within", written.answerWithin()));
  }

  private Database database(Written store, WrittenEmbedded standard) {
    var embedded = store.embedded();
    if (embedded != null) {
      refuse("url", store.url(), "can't be used with \"embedded\"; keep one of the two");
      refuse("hosts", store.hosts(), "can't be used with \"embedded\"; keep one of the two");
      return embedded(embedded);
    }
    var url = url(store);
    if (url == null) {
      refuseWithoutServer("user", store.user());
      refuseWithoutServer("password", store.password());
      refuseWithoutServer("password-file", store.passwordFile());
      refuseWithoutServer("owner", store.owner());
      refuseWithoutServer("owner-password", store.ownerPassword());
      refuseWithoutServer("owner-password-file", store.ownerPasswordFile());
      return embedded(standard);
    }
    var user = store.user();
    if (user == null) {
      reader.report(
          AT + "user", "is missing; name the application's role, which must not own the tables");
    }
    var password = reader.secret(AT, "password", store.password(), store.passwordFile());
    return new External(url, user == null ? "" : user, password, owner(store));
  }

  private @Nullable Owner owner(Written store) {
    var owner = store.owner();
    if (owner == null) {
      var advice = "needs an owner; add \"owner\" or remove this";
      refuse("owner-password", store.ownerPassword(), advice);
      refuse("owner-password-file", store.ownerPasswordFile(), advice);
      return null;
    }
    return new Owner(
        owner,
        reader.secret(AT, "owner-password", store.ownerPassword(), store.ownerPasswordFile()));
  }

  /** The address of an external database, from its URL or its hosts; null if there is none. */
  private @Nullable String url(Written store) {
    var hosts = store.hosts();
    if (hosts == null) {
      refuse("database", store.database(), "needs \"hosts\"; add them or remove this");
      return store.url();
    }
    refuse("url", store.url(), "can't be used with \"hosts\"; keep one of the two");
    var seen = new HashSet<String>();
    for (var i = 0; i < hosts.size(); i++) {
      var host = hosts.get(i);
      if (port(host) > HIGHEST_PORT) {
        reader.report(AT + "hosts/" + i, host + " has no port from 1 to 65535");
      }
      if (!seen.add(host)) {
        reader.report(AT + "hosts/" + i, host + " is listed twice");
      }
    }
    var database = store.database();
    return "jdbc:postgresql://%s/%s"
        .formatted(String.join(",", hosts), database == null ? DEFAULT_DATABASE : database);
  }

  private static int port(String host) {
    return Integer.parseInt(host.substring(host.lastIndexOf(':') + 1));
  }

  private Embedded embedded(WrittenEmbedded embedded) {
    return new Embedded(
        reader.path(AT + "embedded/directory", embedded.directory()), embedded.port());
  }

  private void refuseWithoutServer(String key, @Nullable String value) {
    refuse(key, value, "needs a database of your own; add \"url\" or \"hosts\", or remove this");
  }

  private void refuse(String key, @Nullable Object value, String why) {
    if (value != null) {
      reader.report(AT + key, why);
    }
  }
}
