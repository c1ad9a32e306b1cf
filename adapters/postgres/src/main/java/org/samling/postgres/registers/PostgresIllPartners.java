package org.samling.postgres.registers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Bytes;
import org.samling.core.ill.IllPartner;
import org.samling.core.ill.IllPartner.ApiKey;
import org.samling.core.ill.IllPartner.ClientCredentials;
import org.samling.core.ill.IllPartner.Iso18626;
import org.samling.core.ill.IllPartner.Login;
import org.samling.core.ill.IllPartner.Ncip;
import org.samling.core.ill.IllPartner.NoLogin;
import org.samling.core.ill.IllPartner.Password;
import org.samling.core.ill.IllPartner.Protocol;
import org.samling.core.ill.IllPartner.ReplyAddresses;
import org.samling.core.ill.IllPartners;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.connection.Seal;
import org.samling.postgres.connection.Seal.KeyedBytes;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;
import org.samling.postgres.rows.SqlArray;

/** Keeps the libraries that messages are sent to; the secrets of each are sealed for it. */
public final class PostgresIllPartners implements IllPartners {

  private static final String ALL =
      """
      select * from ill_partner where tenant_id = :tenant and (:library::text is null or library = :library)
      order by library
      """;

  private static final RowStatement<Row> PUT =
      RowStatement.of(
          Row.class,
          """
          insert into ill_partner (tenant_id, {*}) select :tenant, {e.*} from {rows}
          on conflict (tenant_id, library) do update set {* = excluded.*}, changed_at = now()
          """);

  /** What could not be sent to it goes at once; what is not to be sent yet still waits. */
  private static final String WAKE =
      """
      update ill_message set due_at = now()
      where tenant_id = :tenant and is_outgoing and peer = any(:libraries) and due_at > now() and failure is not null
      """;

  private static final String REMOVE =
      "delete from ill_partner where tenant_id = :tenant and library = ? returning library";

  private static final String OLD =
      """
      select library, encode(sealed, 'hex') as hex, seal_key_version as key_version from ill_partner
      where tenant_id = :tenant and seal_key_version <> :newest limit 100
      """;

  private static final String REKEY =
      """
      update ill_partner set sealed = decode(:sealed, 'hex'), seal_key_version = :version
      where tenant_id = :tenant and library = :library and seal_key_version = :old
      """;

  private static final HexFormat HEX = HexFormat.of();
  private static final String LINE = "\n";

  private final Database database;
  private final Keyring keyring;
  private final Seal seal;

  public PostgresIllPartners(Database database, Keyring keyring) {
    this.database = database;
    this.keyring = keyring;
    this.seal = new Seal(keyring, "samling ill partner");
  }

  /** The columns of table ill_partner. */
  private record Row(
      String library,
      String name,
      Spoken protocol,
      String address,
      LoginColumns way,
      @Nullable NcipColumns ncip,
      int timeoutSeconds,
      ReplyColumns replies,
      boolean isEnabled,
      @Nullable SealedColumns seal) {}

  /** Of how this server logs in. */
  private record LoginColumns(Way login, @Nullable String loginName, @Nullable TokenColumns token) {

    static LoginColumns of(Login login) {
      return switch (login) {
        case NoLogin() -> of(Way.NONE, null);
        case Password(var user, _) -> of(Way.PASSWORD, user);
        case ApiKey(var header, _) -> of(Way.API_KEY, header);
        case ClientCredentials token ->
            new LoginColumns(
                Way.TOKEN,
                token.client(),
                new TokenColumns(token.address().toString(), token.scope()));
      };
    }

    private static LoginColumns of(Way way, @Nullable String name) {
      return new LoginColumns(way, name, null);
    }
  }

  /** Where a token comes from. */
  private record TokenColumns(String tokenAddress, @Nullable String tokenScope) {}

  /** Of a partner that speaks NCIP. */
  private record NcipColumns(
      String ncipVersion,
      @Nullable String ncipUs,
      @Nullable String ncipPatron,
      int askEverySeconds) {

    static NcipColumns of(Ncip ncip) {
      return new NcipColumns(
          ncip.version().text(),
          ncip.us(),
          ncip.patron(),
          Math.toIntExact(ncip.askEvery().toSeconds()));
    }
  }

  private record ReplyColumns(boolean usesReplyTo, String replyHosts) {}

  private record SealedColumns(Bytes sealed, short sealKeyVersion) {}

  private enum Spoken {
    ISO18626,
    NCIP
  }

  private enum Way {
    NONE,
    PASSWORD,
    API_KEY,
    TOKEN
  }

  private record OldRow(String library, String hex, short keyVersion) {}

  /** The secrets of a partner; empty for none. */
  private record Secrets(String login, String agency) {

    static Secrets of(IllPartner partner) {
      return new Secrets(
          switch (partner.login()) {
            case NoLogin() -> "";
            case Password(_, var password) -> password.value();
            case ApiKey(_, var key) -> key.value();
            case ClientCredentials credentials -> credentials.secret().value();
          },
          partner.protocol() instanceof Ncip ncip && ncip.agencySecret() != null
              ? ncip.agencySecret().value()
              : "");
    }

    boolean isEmpty() {
      return login.isEmpty() && agency.isEmpty();
    }
  }

  @Override
  public List<IllPartner> of(TenantId tenant) {
    return find(tenant, Parameters.of("library", null));
  }

  @Override
  public Optional<IllPartner> find(TenantId tenant, String library) {
    return find(tenant, Parameters.of("library", library)).stream().findFirst();
  }

  private List<IllPartner> find(TenantId tenant, Parameters which) {
    return database.inTenant(tenant, p -> p.list(Row.class, ALL, which)).stream()
        .map(row -> partner(tenant, row))
        .toList();
  }

  @Override
  public void put(TenantId tenant, List<IllPartner> partners) {
    var rows = partners.stream().map(partner -> row(tenant, partner)).toList();
    var libraries = partners.stream().map(IllPartner::library).toList();
    database.inTenant(
        tenant,
        new Pipeline()
            .write(PUT, rows)
            .add(WAKE, Parameters.of("libraries", SqlArray.texts(libraries))));
  }

  @Override
  public boolean remove(TenantId tenant, String library) {
    return database.inTenant(tenant, p -> p.any(REMOVE, library));
  }

  /** Seals the secrets of some of a tenant's partners anew; says of how many. */
  public int rekey(TenantId tenant) {
    var old =
        database.inTenant(
            tenant, p -> p.list(OldRow.class, OLD, Parameters.of("newest", keyring.newest())));
    for (var row : old) {
      var owner = owner(tenant, row.library());
      var anew = seal.seal(owner, seal.open(owner, new KeyedBytes(row.hex(), row.keyVersion())));
      database.inTenant(
          tenant,
          new Pipeline()
              .add(
                  REKEY,
                  Parameters.of("library", row.library())
                      .and("sealed", anew.hex())
                      .and("version", anew.keyVersion())
                      .and("old", row.keyVersion())));
    }
    return old.size();
  }

  private static String owner(TenantId tenant, String library) {
    return "partner %d %s".formatted(tenant.value(), library);
  }

  private Row row(TenantId tenant, IllPartner partner) {
    var ncip = partner.protocol() instanceof Ncip settings ? settings : null;
    var secrets = Secrets.of(partner);
    var sealed =
        secrets.isEmpty()
            ? null
            : seal.seal(
                owner(tenant, partner.library()),
                (secrets.login() + LINE + secrets.agency()).getBytes(UTF_8));
    return new Row(
        partner.library(),
        partner.name(),
        ncip == null ? Spoken.ISO18626 : Spoken.NCIP,
        partner.address().toString(),
        LoginColumns.of(partner.login()),
        ncip == null ? null : NcipColumns.of(ncip),
        Math.toIntExact(partner.timeout().toSeconds()),
        new ReplyColumns(partner.replies().areUsed(), String.join(" ", partner.replies().hosts())),
        partner.isEnabled(),
        sealed == null
            ? null
            : new SealedColumns(Bytes.of(HEX.parseHex(sealed.hex())), sealed.keyVersion()));
  }

  private IllPartner partner(TenantId tenant, Row row) {
    var secrets = secrets(tenant, row);
    var hosts = row.replies().replyHosts();
    return new IllPartner(
        row.library(),
        row.name(),
        protocol(row, secrets),
        URI.create(row.address()),
        login(row, secrets),
        Duration.ofSeconds(row.timeoutSeconds()),
        new ReplyAddresses(
            row.replies().usesReplyTo(), hosts.isEmpty() ? List.of() : List.of(hosts.split(" "))),
        row.isEnabled());
  }

  private Secrets secrets(TenantId tenant, Row row) {
    var sealed = row.seal();
    if (sealed == null) {
      return new Secrets("", "");
    }
    var opened =
        new String(
            seal.open(
                owner(tenant, row.library()),
                new KeyedBytes(HEX.formatHex(sealed.sealed().toArray()), sealed.sealKeyVersion())),
            UTF_8);
    var end = opened.indexOf(LINE);
    return new Secrets(opened.substring(0, end), opened.substring(end + 1));
  }

  private static Protocol protocol(Row row, Secrets secrets) {
    return switch (row.protocol()) {
      case ISO18626 -> new Iso18626();
      case NCIP -> {
        var ncip = Objects.requireNonNull(row.ncip());
        yield new Ncip(
            Ncip.Version.of(ncip.ncipVersion()).orElseThrow(),
            ncip.ncipUs(),
            ncip.ncipPatron(),
            secrets.agency().isEmpty() ? null : new Secret(secrets.agency()),
            Duration.ofSeconds(ncip.askEverySeconds()));
      }
    };
  }

  private static Login login(Row row, Secrets secrets) {
    var secret = new Secret(secrets.login());
    var way = row.way();
    var named = Objects.requireNonNullElse(way.loginName(), "");
    return switch (way.login()) {
      case NONE -> new NoLogin();
      case PASSWORD -> new Password(named, secret);
      case API_KEY -> new ApiKey(named, secret);
      case TOKEN -> {
        var token = Objects.requireNonNull(way.token());
        yield new ClientCredentials(
            URI.create(token.tokenAddress()), named, secret, token.tokenScope());
      }
    };
  }
}
