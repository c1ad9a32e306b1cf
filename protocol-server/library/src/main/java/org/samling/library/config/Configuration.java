package org.samling.library.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.authorities.AuthorityMatching;
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
import org.samling.zoom.RemoteHoldings.LendingTarget;
import org.samling.zoom.ZoomTarget;

/**
 * The server's configuration, from one YAML file. The keys, their limits and defaults are in {@code
 * samling.schema.json} and in docs/configuration.md.
 *
 * @param data where the library is kept
 * @param tls the certificate of the listeners that are encrypted, or null
 * @param logins limits on login attempts
 * @param protocols the listeners, and the limits of each protocol
 * @param notices how notices are sent to patrons
 * @param imports imports into the catalogue
 * @param remote other libraries' catalogues
 * @param registry where the national person registry's events come from, or null
 * @param routes the operators' own routes, or null for none
 * @param log what the server logs
 * @param traces where traces are sent, or null
 */
public record Configuration(
    Data data,
    @Nullable Tls tls,
    LoginSettings logins,
    Protocols protocols,
    NoticeSettings notices,
    Imports imports,
    Remote remote,
    @Nullable RegistrySettings registry,
    @Nullable RouteSettings routes,
    LogSettings log,
    @Nullable TraceSettings traces) {
  /**
   * The listeners, and the limits of each protocol.
   *
   * @param sip2 the listener for SIP2
   * @param z3950 the listener for Z39.50
   * @param ncip limits for NCIP
   * @param ill limits for ISO 18626, and the partners it writes to
   * @param oaiPmh how the catalogues are harvested
   * @param http the listener for HTTP
   * @param rest how many REST requests an account may make
   */
  public record Protocols(
      Sip2 sip2,
      Z3950 z3950,
      Ncip ncip,
      Ill ill,
      OaiPmh oaiPmh,
      HttpSettings http,
      RestLimit rest) {}

  /**
   * Where the library is kept.
   *
   * @param store where the library is kept
   * @param keys the file with the keys that PINs and passwords are hashed with
   * @param index the index of the catalogue
   * @param backupRecipients the files of the public keys that backups are encrypted for; none if
   *     they are not
   */
  public record Data(Store store, Path keys, Index index, List<Path> backupRecipients) {}

  /** The same, with the library in another place. */
  public Configuration with(Store store) {
    return new Configuration(
        new Data(store, data.keys, data.index, data.backupRecipients),
        tls,
        logins,
        protocols,
        notices,
        imports,
        remote,
        registry,
        routes,
        log,
        traces);
  }

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
   * @param document the file, with the line of every value
   * @param configuration its content
   */
  public record Written(YamlDocument document, Configuration configuration) {}

  /**
   * Reads a configuration as {@link #load(Path)} does, and keeps the line of every value.
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
   * The configuration that results from an empty file.
   *
   * @param directory the directory of that file
   */
  public static Configuration defaults(Path directory) {
    var document = YamlDocument.of("defaults", "", SCHEMA, null);
    return new ConfigurationReader(document, directory.toAbsolutePath().normalize())
        .configuration();
  }

  /**
   * Where the library is kept, and the limits on its load.
   *
   * @param synchronousCommit what commits wait for, or null to leave that to the database
   * @param connections the most connections held
   * @param batch the most commands of a tenant that are written together
   * @param queue how many commands of a tenant may wait; any more are refused as busy
   * @param batchesAhead how many batches of a tenant may be written before the disk has them
   * @param answerWithin how long a message may take to be answered
   */
  public record Store(
      Database database,
      @Nullable SynchronousCommit synchronousCommit,
      int connections,
      int batch,
      int queue,
      int batchesAhead,
      Duration answerWithin) {

    /** The same limits with another database. */
    public Store before(Database other) {
      return new Store(
          other, synchronousCommit, connections, batch, queue, batchesAhead, answerWithin);
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
   * A PostgreSQL server that is run by somebody else.
   *
   * @param url its JDBC address
   * @param user the role of the application
   * @param owner the role that migrates the schema at the start, or null if that is done elsewhere
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
   * @param certificate the certificate and its chain
   * @param key its private key
   */
  public record Tls(Path certificate, Path key) {}

  /**
   * The listener for SIP2.
   *
   * @param tls whether it is encrypted
   * @param port the TCP port, or 0 for any free one
   * @param host the address it listens on
   * @param connections the limits of connections and of what they send
   * @param retransmissionWindow how long the same message counts as a retransmission; zero for as
   *     long as its connection repeats it
   * @param wireLog the directory of the wire logs
   * @param unknownMessages what to do with a message that is not in the standard
   * @param drain how long kiosks are still answered, and told to go off-line, before the server
   *     stops
   * @param limits the limits for each machine
   * @param listeners the listeners if there are several; empty if {@code host}, {@code port} and
   *     {@code tls} describe the only one
   */
  public record Sip2(
      boolean tls,
      int port,
      String host,
      Connections connections,
      Duration retransmissionWindow,
      Path wireLog,
      Sip2Settings.UnknownMessages unknownMessages,
      Duration drain,
      Sip2Listener.Limits limits,
      List<Sip2Listener> listeners) {
    /**
     * The limits of connections and of what they send.
     *
     * @param loginTimeout how long a connection may take to log in
     * @param idleTimeout how long a connection may be silent
     * @param maxConnections how many connections there may be at once
     * @param frameLimit the longest message, in bytes
     * @param frameLimitBeforeLogin the longest message before login, in bytes
     */
    public record Connections(
        Duration loginTimeout,
        Duration idleTimeout,
        int maxConnections,
        int frameLimit,
        int frameLimitBeforeLogin) {}

    public Duration loginTimeout() {
      return connections.loginTimeout;
    }

    public Duration idleTimeout() {
      return connections.idleTimeout;
    }

    public int maxConnections() {
      return connections.maxConnections;
    }
  }

  /**
   * The index of the catalogue.
   *
   * @param directory where it is stored
   * @param searchTimeout how long a search may take
   * @param copyFrom the addresses of the nodes whose index is copied where there is none here
   */
  public record Index(Path directory, Duration searchTimeout, List<URI> copyFrom) {

    /** Copies the list. */
    public Index {
      copyFrom = List.copyOf(copyFrom);
    }
  }

  /**
   * The listener for Z39.50.
   *
   * @param tls whether it is encrypted
   * @param port the TCP port, or 0 for any free one
   * @param host the address it listens on
   * @param initTimeout how long a connection may take to send its Init
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
   * Limits for NCIP, and its listener besides HTTP.
   *
   * @param messageLimit the longest message, in bytes
   * @param repetitionWindow how long the same check-out or check-in counts as a repetition
   * @param tcp the listener for messages directly on TCP, or null for none
   * @param credentialsInPath whether a name and password are accepted in the path
   * @param machines the partners' systems that are recognised without a login
   * @param tokens whose tokens are accepted, or null if none are
   */
  public record Ncip(
      int messageLimit,
      Duration repetitionWindow,
      @Nullable NcipTcp tcp,
      boolean credentialsInPath,
      List<KnownMachine> machines,
      @Nullable BearerSettings tokens) {

    /** Copies the list. */
    public Ncip {
      machines = List.copyOf(machines);
    }
  }

  /**
   * How the catalogues are harvested.
   *
   * @param domain the domain in the identifiers of records
   * @param adminEmail whom harvesters write to
   * @param publicUrl the address that harvesters know, without a repository's code, or null for the
   *     one they call
   * @param pageSize the most records in a reply
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
   * A tenant with test data only.
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
   * @param keepReviews how long records of an import that is over wait for review
   * @param keepFree how many megabytes of the embedded database's disk an import leaves free
   * @param codings how the coding of a source's records is decided, by the source
   * @param authorities by what the headings of records that are written find authority records
   * @param folders the folders from which files are imported
   * @param uploads limits for uploaded files
   */
  public record Imports(
      Duration keepVersions,
      Duration keepReviews,
      int keepFree,
      Map<String, CodingRule> codings,
      AuthorityMatching authorities,
      List<ImportFolder> folders,
      Uploads uploads) {

    /** Copies the codings and the folders. */
    public Imports {
      codings = Map.copyOf(codings);
      folders = List.copyOf(folders);
    }
  }

  /**
   * Files that are uploaded to be imported.
   *
   * @param directory where they are kept until they are imported, and where rejected records go
   * @param limit the largest size of a file, in bytes
   * @param timeout how long an upload may take
   * @param queue how many files of a tenant may wait
   */
  public record Uploads(Path directory, long limit, Duration timeout, int queue) {}

  /**
   * A folder from which files of records are imported.
   *
   * @param path the folder
   * @param tenant the code of the tenant to whom the records belong, or null for common records
   * @param source the agency that is taken to have made the records that name none
   * @param format the format, or null to detect it
   * @param rules how records are matched, and what to do with matches
   */
  public record ImportFolder(
      Path path,
      @Nullable String tenant,
      String source,
      @Nullable RecordFormat format,
      ImportRules rules) {}

  /**
   * Interlibrary loan by ISO 18626 and NCIP.
   *
   * @param messageLimit the longest message, in bytes
   * @param sendEvery how often waiting messages are sent; also the pause after a first failure
   * @param internalAddresses whether partners may be at private addresses, and without encryption
   */
  public record Ill(int messageLimit, Duration sendEvery, boolean internalAddresses) {}

  /**
   * Other libraries' catalogues.
   *
   * @param targets the targets that have a name
   * @param lending those of them that are catalogues of lending libraries
   * @param databases databases that search several targets, by their names in lower case
   */
  public record Remote(
      List<ZoomTarget> targets,
      List<LendingTarget> lending,
      Map<String, List<ZoomTarget>> databases) {

    /** Copies all. */
    public Remote {
      targets = List.copyOf(targets);
      lending = List.copyOf(lending);
      databases = Map.copyOf(databases);
    }
  }

  public Store store() {
    return data.store;
  }

  public Path keys() {
    return data.keys;
  }

  public Index index() {
    return data.index;
  }

  public List<Path> backupRecipients() {
    return data.backupRecipients;
  }

  public Sip2 sip2() {
    return protocols.sip2;
  }

  public Z3950 z3950() {
    return protocols.z3950;
  }

  public Ncip ncip() {
    return protocols.ncip;
  }

  public Ill ill() {
    return protocols.ill;
  }

  public OaiPmh oaiPmh() {
    return protocols.oaiPmh;
  }

  public HttpSettings http() {
    return protocols.http;
  }

  public RestLimit rest() {
    return protocols.rest;
  }
}
