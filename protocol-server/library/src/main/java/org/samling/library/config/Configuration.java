package org.samling.library.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.imports.ImportRules;
import org.samling.core.organisation.Secret;
import org.samling.library.network.KnownMachine;
import org.samling.library.yaml.Variables;
import org.samling.library.yaml.YamlDocument;
import org.samling.library.yaml.YamlException;
import org.samling.library.yaml.YamlSchema;
import org.samling.postgres.connection.DatabaseSettings.SynchronousCommit;
import org.samling.routes.sip2.Sip2Settings;
import org.samling.zoom.ZoomTarget;

/**
 * What the server goes by, from one YAML file. The keys, their limits and defaults are in {@code
 * samling.schema.json} and in docs/configuration.md.
 *
 * @param store where the library is kept
 * @param keys the file with the keys that PINs and passwords are hashed with
 * @param index the index of the catalogue
 * @param tls the certificate of the listeners that are encrypted, or null
 * @param logins what passwords and PINs that are tried may cost
 * @param sip2 the listener for SIP2
 * @param z3950 the listener for Z39.50
 * @param ncip what NCIP may cost
 * @param ill what ISO 18626 may cost, and whom it writes to
 * @param notices how patrons are told
 * @param oaiPmh how the catalogues are harvested
 * @param http the listener for HTTP
 * @param imports imports into the catalogue
 * @param remote other libraries' catalogues
 * @param registry where the national person registry's events come from, or null
 * @param rest how often an account may ask by REST
 * @param log what the server says of what it does
 * @param traces to whom traces are told, or null
 */
public record Configuration(
    Store store,
    Path keys,
    Index index,
    @Nullable Tls tls,
    LoginSettings logins,
    Sip2 sip2,
    Z3950 z3950,
    Ncip ncip,
    Ill ill,
    NoticeSettings notices,
    OaiPmh oaiPmh,
    Http http,
    Imports imports,
    Remote remote,
    @Nullable Registry registry,
    RestLimit rest,
    LogSettings log,
    @Nullable TraceSettings traces) {

  /** The rules for the file. */
  public static final YamlSchema SCHEMA = YamlSchema.of(Configuration.class, "samling.schema.json");

  /**
   * Reads a configuration. Relative paths in it are relative to its directory; {@code ${NAME}}
   * stands for an environment variable, and {@code SAMLING_HTTP_PORT} overrides {@code http.port}.
   *
   * @throws YamlException when it can't be used
   */
  public static Configuration load(Path file) {
    return load(file, System::getenv);
  }

  static Configuration load(Path file, YamlDocument.Environment environment) {
    return read(file, environment).configuration();
  }

  /**
   * A configuration and the file that it is from.
   *
   * @param document the file, which knows where everything stands
   * @param configuration what it says
   */
  public record Written(YamlDocument document, Configuration configuration) {}

  /**
   * Reads a configuration as {@link #load(Path)} does, and keeps where everything stands.
   *
   * @throws YamlException when it can't be used
   */
  public static Written read(Path file) {
    return read(file, System::getenv);
  }

  static Written read(Path file, YamlDocument.Environment environment) {
    var directory = file.toAbsolutePath().normalize().getParent();
    var document = YamlDocument.read(file, SCHEMA, environment);
    return new Written(
        document,
        new ConfigurationReader(document, directory == null ? file.toAbsolutePath() : directory)
            .configuration());
  }

  /** The environment variables that are named after keys, such as {@code SAMLING_HTTP_PORT}. */
  public static Set<String> variables() {
    return Variables.names(SCHEMA);
  }

  /**
   * The configuration that an empty file gives.
   *
   * @param directory where that file would lie
   */
  public static Configuration defaults(Path directory) {
    var document = YamlDocument.of("defaults", "", SCHEMA, null);
    return new ConfigurationReader(document, directory.toAbsolutePath().normalize())
        .configuration();
  }

  /**
   * Where the library is kept, and how hard that is used.
   *
   * @param synchronousCommit what commits wait for, or null where that is left to the database
   * @param connections how many connections are held at most
   * @param batch how many commands of a tenant are written together at most
   * @param queue how many commands of a tenant may wait; one more is refused as busy
   * @param answerWithin how long a message may take until it is answered
   */
  public record Store(
      Database database,
      @Nullable SynchronousCommit synchronousCommit,
      int connections,
      int batch,
      int queue,
      Duration answerWithin) {

    /** The same limits before another database. */
    public Store before(Database other) {
      return new Store(other, synchronousCommit, connections, batch, queue, answerWithin);
    }
  }

  /** A PostgreSQL database. */
  public sealed interface Database {}

  /**
   * A PostgreSQL server that Samling brings, starts and stops.
   *
   * @param directory where it keeps everything
   * @param port its port on 127.0.0.1, or 0 for any free one
   */
  public record Embedded(Path directory, int port) implements Database {}

  /**
   * A PostgreSQL server that others run.
   *
   * @param url its JDBC address
   * @param user the role of the application
   * @param owner who changes the schema at the start, or null where others see to that
   */
  public record External(String url, String user, Secret password, @Nullable Owner owner)
      implements Database {}

  /**
   * The role that owns the tables.
   *
   * @param user the role
   */
  public record Owner(String user, Secret password) {}

  /**
   * The server's certificate, in PEM files.
   *
   * @param certificate the certificate and those above it
   * @param key its private key
   */
  public record Tls(Path certificate, Path key) {}

  /**
   * The listener for SIP2.
   *
   * @param tls whether it is encrypted
   * @param port the TCP port, or 0 for any free one
   * @param host the address it listens on
   * @param loginTimeout how long a connection may take to log in
   * @param idleTimeout how long a connection may be silent
   * @param maxConnections how many connections there may be at once
   * @param frameLimit the longest message, in bytes
   * @param frameLimitBeforeLogin the longest message before login, in bytes
   * @param retransmissionWindow how long the same message can be a repetition; zero for as long as
   *     its connection repeats it
   * @param wireLog the directory of the wire logs
   * @param unknownMessages what becomes of a message that is none of the standard's
   * @param drain how long kiosks are still answered, and told to go off-line, before the server
   *     stops
   * @param limits how much is taken of each machine
   * @param listeners the listeners where there are several; empty where {@code host}, {@code port}
   *     and {@code tls} say which there is
   */
  public record Sip2(
      boolean tls,
      int port,
      String host,
      Duration loginTimeout,
      Duration idleTimeout,
      int maxConnections,
      int frameLimit,
      int frameLimitBeforeLogin,
      Duration retransmissionWindow,
      Path wireLog,
      Sip2Settings.UnknownMessages unknownMessages,
      Duration drain,
      Sip2Listener.Limits limits,
      List<Sip2Listener> listeners) {}

  /**
   * The index of the catalogue.
   *
   * @param directory where it lies
   * @param searchTimeout how long a search may take
   */
  public record Index(Path directory, Duration searchTimeout) {}

  /**
   * The listener for Z39.50.
   *
   * @param tls whether it is encrypted
   * @param port the TCP port, or 0 for any free one
   * @param host the address it listens on
   * @param initTimeout how long a connection may take until its Init
   * @param idleTimeout how long a connection may be silent
   * @param maxConnections how many connections there may be at once
   * @param apduLimit the longest APDU, in bytes
   * @param apduLimitBeforeInit the longest APDU before Init, in bytes
   * @param resultSets how many result sets a connection may keep
   */
  public record Z3950(
      boolean tls,
      int port,
      String host,
      Duration initTimeout,
      Duration idleTimeout,
      int maxConnections,
      int apduLimit,
      int apduLimitBeforeInit,
      int resultSets) {}

  /**
   * What NCIP may cost, and where it is listened for beside HTTP.
   *
   * @param messageLimit the longest message, in bytes
   * @param repetitionWindow how long the same check-out or check-in is taken for a repetition
   * @param tcp the listener for messages on connections of their own, or null for none
   * @param machines the systems of partners that are known without a login
   * @param tokens whose tokens are taken, or null where none are
   */
  public record Ncip(
      int messageLimit,
      Duration repetitionWindow,
      @Nullable NcipTcp tcp,
      List<KnownMachine> machines,
      @Nullable BearerSettings tokens) {

    /** Copies the list. */
    public Ncip {
      machines = List.copyOf(machines);
    }
  }

  /**
   * The listener for NCIP messages on connections of their own.
   *
   * @param tls whether it is encrypted, with the server's certificate
   * @param port the port; 0 takes any free one
   * @param host the address to listen on
   * @param loginTimeout how long a connection may take until its first message
   * @param idleTimeout how long a connection may be silent
   * @param maxConnections how many connections there may be at once
   * @param messageLimitBeforeLogin the longest first message of a connection, in bytes
   * @param clients a file with the certificates of those who issue clients' certificates, or null
   *     where clients are not asked for any
   */
  public record NcipTcp(
      boolean tls,
      int port,
      String host,
      Duration loginTimeout,
      Duration idleTimeout,
      int maxConnections,
      int messageLimitBeforeLogin,
      @Nullable Path clients) {}

  /**
   * How the catalogues are harvested.
   *
   * @param domain the domain in the identifiers of records
   * @param adminEmail whom harvesters write to
   * @param publicUrl the address that harvesters know, without a repository's code, or null for the
   *     one they call
   * @param pageSize how many records a reply has at most
   * @param requestsPerAddress how many requests a second an address may make
   * @param burst how many at once after a pause
   */
  public record OaiPmh(
      String domain,
      String adminEmail,
      @Nullable String publicUrl,
      int pageSize,
      int requestsPerAddress,
      int burst) {}

  /**
   * The listener for HTTP.
   *
   * @param tls whether it is HTTPS
   * @param port the TCP port, or 0 for any free one
   * @param host the address it listens on
   * @param clients a file with the certificates of those who issue clients' certificates, or null
   *     where clients are not asked for any
   * @param sandboxes the tenants in which the console may be a machine
   * @param oidc by whom staff sign in to the console, or null where only passwords do
   */
  public record Http(
      boolean tls,
      int port,
      String host,
      @Nullable Path clients,
      List<Sandbox> sandboxes,
      @Nullable OidcSettings oidc) {

    /** Copies the list. */
    public Http {
      sandboxes = List.copyOf(sandboxes);
    }
  }

  /**
   * A tenant in which nothing is real.
   *
   * @param tenant its code
   * @param patron a patron's card
   * @param pin the patron's PIN, which is no secret
   * @param item an item's barcode
   */
  public record Sandbox(String tenant, String patron, String pin, String item) {}

  /**
   * Imports into the catalogue.
   *
   * @param keepVersions how long the versions that an import replaced are kept, so that it can be
   *     undone
   * @param keepFree how many megabytes of the embedded database's disk an import leaves free
   * @param codings how the coding of a source's records is settled, by the source
   * @param folders the folders from which files are taken
   * @param uploads what is taken of files that are sent in
   */
  public record Imports(
      Duration keepVersions,
      int keepFree,
      Map<String, CodingRule> codings,
      List<ImportFolder> folders,
      Uploads uploads) {

    /** Copies the codings and the folders. */
    public Imports {
      codings = Map.copyOf(codings);
      folders = List.copyOf(folders);
    }
  }

  /**
   * Files that are sent in to be imported.
   *
   * @param directory where they lie until they are imported, and what was rejected of them
   * @param limit how many bytes one may have
   * @param timeout how long one may take to arrive
   * @param queue how many of a tenant may wait
   */
  public record Uploads(Path directory, long limit, Duration timeout, int queue) {}

  /**
   * A folder from which files of records are taken.
   *
   * @param path the folder
   * @param tenant the code of the tenant to whom the records belong, or null for common records
   * @param source the agency that counts as the maker of records that name none
   * @param format the format, or null to find it out from the file
   * @param rules by what rules records are known again, and what becomes of those that are
   */
  public record ImportFolder(
      Path path,
      @Nullable String tenant,
      String source,
      @Nullable RecordFormat format,
      ImportRules rules) {}

  /**
   * Interlibrary loan by ISO 18626, and whom is written to.
   *
   * @param messageLimit the longest message, in bytes
   * @param sendEvery how often what waits is sent; the pause after a first failure, too
   * @param partners whom is written to
   */
  public record Ill(int messageLimit, Duration sendEvery, List<IllPartner> partners) {

    /** Copies the list. */
    public Ill {
      partners = List.copyOf(partners);
    }
  }

  /**
   * Other libraries' catalogues.
   *
   * @param targets those that are known by a name
   * @param databases databases that search several of them, by their names in small letters
   */
  public record Remote(List<ZoomTarget> targets, Map<String, List<ZoomTarget>> databases) {

    /** Copies both. */
    public Remote {
      targets = List.copyOf(targets);
      databases = Map.copyOf(databases);
    }
  }

  /**
   * Where the national person registry's events come from.
   *
   * @param folder the folder into which files of events are put
   */
  public record Registry(Path folder) {}
}
