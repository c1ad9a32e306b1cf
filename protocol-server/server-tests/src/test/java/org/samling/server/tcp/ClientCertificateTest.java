package org.samling.server.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.testing.Kiosk;
import org.samling.testing.LongRun;

/** Machines that are known by their certificate, and tenants by the host name asked for. */
class ClientCertificateTest {

  private static final String STATUS = "9900802.00";

  @TempDir private static Path directory;
  private static X509Bundle authority;
  private static X509Bundle door;
  private static X509Bundle kiosk;
  private static X509Bundle stranger;
  private static X509Bundle expired;
  private static TestServer server;

  @BeforeAll
  static void open() throws Exception {
    authority = authority("CN=Samling test authority");
    door = client("CN=door-1,O=Library", authority);
    kiosk = client("CN=kiosk-1,O=Library", authority);
    expired =
        new CertificateBuilder()
            .subject("CN=door-1,O=Library")
            .addExtendedKeyUsageClientAuth()
            .notBefore(Instant.now().minus(Duration.ofDays(60)))
            .notAfter(Instant.now().minus(Duration.ofDays(1)))
            .buildIssuedBy(authority);
    stranger = client("CN=door-1,O=Library", authority("CN=Somebody"));
    Files.writeString(directory.resolve("authorities.pem"), authority.getCertificatePEM());
    for (var name : List.of("sip2.example.org", "north.example.org", "south.example.org")) {
      var bundle =
          new CertificateBuilder()
              .subject("CN=" + name)
              .addSanDnsName(name)
              .buildIssuedBy(authority);
      Files.writeString(directory.resolve(name + ".pem"), bundle.getCertificatePathPEM());
      Files.writeString(directory.resolve(name + ".key"), bundle.getPrivateKeyPEM());
    }
    server = TestServer.withSip2(configuration());
    put(server.library.north, "door", null, EnumSet.of(Access.Credential.CERTIFICATE));
    put(server.library.north, "printed", null, EnumSet.of(Access.Credential.CERTIFICATE));
    put(server.library.south, "named", null, EnumSet.of(Access.Credential.SERVER_NAME));
    put(server.library.north, "two-factors", "CN=kiosk-1, O=Library", Set.of());
  }

  private static String configuration() throws Exception {
    var own = files("sip2.example.org");
    var client = ", client-authorities: \"" + directory.resolve("authorities.pem") + "\"";
    return "{listeners: ["
        + "{port: 0, tls: true, %s, client-certificate: optional%s, machines: [{account: door, certificate: \"CN=door-1,O=Library\"}]},"
            .formatted(own, client)
        + "{port: 0, tls: true, %s, client-certificate: required%s, machines: [{account: printed, certificate: \"%s\"}]},"
            .formatted(own, client, fingerprint(kiosk))
        + ("{port: 0, tls: true, %s, server-names: [{name: North.example.org, tenant: north, %s},"
                + " {name: south.example.org, tenant: south, account: named, %s}]},")
            .formatted(own, files("north.example.org"), files("south.example.org"))
        + "{port: 0, tls: true, %s, proxy-protocol: true, proxies: [127.0.0.1], allow: [10.20.0.0/16]}"
            .formatted(own)
        + "]}";
  }

  private static String files(String name) {
    return "certificate: \"%1$s.pem\", key: \"%1$s.key\"".formatted(directory.resolve(name));
  }

  private static String fingerprint(X509Bundle bundle) throws Exception {
    return HexFormat.ofDelimiter(":")
        .withUpperCase()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(bundle.getCertificate().getEncoded()));
  }

  private static X509Bundle authority(String subject) throws Exception {
    return new CertificateBuilder()
        .subject(subject)
        .setIsCertificateAuthority(true)
        .buildSelfSigned();
  }

  private static X509Bundle client(String subject, X509Bundle issuer) throws Exception {
    return new CertificateBuilder()
        .subject(subject)
        .addExtendedKeyUsageClientAuth()
        .buildIssuedBy(issuer);
  }

  private static void put(
      TenantId tenant, String username, @Nullable String certificate, Set<Access.Credential> ways) {
    var register = server.library.store.libraryRegister();
    register.putAccounts(
        tenant,
        List.of(
            new NewAccount(
                Account.Protocol.SIP2,
                username,
                new Secret("secret"),
                TestLibrary.MAIN,
                "UTF-8",
                "009")));
    register.putAccess(
        tenant, username, new Access(true, List.of(), certificate, ways, null, null));
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static Kiosk connect(int listener, @Nullable X509Bundle own, @Nullable String name)
      throws Exception {
    var plain = new Socket();
    plain.connect(
        new InetSocketAddress(
            InetAddress.getLoopbackAddress(), server.listeners.sip2Ports().get(listener)));
    return tls(plain, own, name);
  }

  private static Kiosk tls(Socket plain, @Nullable X509Bundle own, @Nullable String name)
      throws Exception {
    var context = SSLContext.getInstance("TLS");
    context.init(
        own == null ? null : new KeyManager[] {new Insisting(own)},
        authority.toTrustManagerFactory().getTrustManagers(),
        null);
    var socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
    var parameters = socket.getSSLParameters();
    if (name != null) {
      parameters.setServerNames(List.of(new SNIHostName(name)));
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    socket.setSSLParameters(parameters);
    return new Kiosk(socket);
  }

  /** Shows its certificate whoever the server asks for. */
  private static final class Insisting extends X509ExtendedKeyManager {

    private final X509Bundle own;

    Insisting(X509Bundle own) {
      this.own = own;
    }

    @Override
    public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
      return new String[] {"own"};
    }

    @Override
    public String chooseClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return "own";
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return own.getCertificatePath();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return own.getKeyPair().getPrivate();
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }
  }

  private static boolean isRefused(Kiosk kiosk) {
    try (kiosk) {
      kiosk.send(STATUS + "\r");
      return kiosk.readByte() == -1;
    } catch (UncheckedIOException _) {
      return true; // closed while it was writing
    }
  }

  @Test
  void machineIsKnownByTheSubjectOfItsCertificate() throws Exception {
    try (var machine = connect(0, door, null)) {
      assertThat(machine.ask(STATUS)).contains("|AMnorth|");
    }
  }

  @Test
  void certificateThatNoMachineIsNamedForStillHasToLogIn() throws Exception {
    try (var machine = connect(0, kiosk, null)) {
      assertThat(machine.ask(STATUS)).contains("|AMSamling|");
      assertThat(machine.login().ask(STATUS)).contains("|AMnorth|");
    }
  }

  @Test
  void certificateMayBeMissingWhereItIsOptional() throws Exception {
    try (var machine = connect(0, null, null)) {
      assertThat(machine.login().ask(STATUS)).contains("|AMnorth|");
    }
  }

  @Test
  void certificateOfAnUnknownAuthorityIsRefused() throws Exception {
    var before = server.refused(Refusal.TLS_HANDSHAKE);
    assertThat(isRefused(connect(0, stranger, null))).isTrue();
    assertThat(isRefused(connect(1, stranger, null))).isTrue();
    assertThat(server.refused(Refusal.TLS_HANDSHAKE)).isGreaterThan(before);
  }

  @Test
  void certificateMustBeShownWhereItIsRequired() throws Exception {
    assertThat(isRefused(connect(1, null, null))).isTrue();
    try (var machine = connect(1, kiosk, null)) {
      assertThat(machine.ask(STATUS)).contains("|AMnorth|");
    }
    try (var other = connect(1, door, null)) {
      assertThat(other.ask(STATUS)).as("another fingerprint").contains("|AMSamling|");
    }
  }

  @Test
  void accountMayAskForACertificateBesideThePassword() throws Exception {
    var login = "9300CNtwo-factors|COsecret|";
    try (var without = connect(0, null, null);
        var others = connect(0, door, null);
        var own = connect(0, kiosk, null)) {
      assertThat(without.ask(login)).isEqualTo("940");
      assertThat(others.ask(login)).isEqualTo("940");
      assertThat(own.ask("9300CNtwo-factors|COwrong|")).isEqualTo("940");
      assertThat(own.ask(login)).isEqualTo("941");
    }
  }

  @Test
  void hostNameHasItsOwnCertificateTenantAndAccount() throws Exception {
    try (var north = connect(2, null, "north.example.org");
        var south = connect(2, null, "SOUTH.example.org")) {
      assertThat(north.ask(STATUS)).contains("|AMSamling|");
      assertThat(north.ask("9300CNsouth-kiosk|COsecret|")).isEqualTo("940");
      assertThat(north.login().ask(STATUS)).contains("|AMnorth|");
      assertThat(south.ask(STATUS)).contains("|AMsouth|");
      assertThat(south.ask("9300CNnorth-kiosk|COsecret|")).isEqualTo("940");
    }
  }

  @Test
  void hostNameThatIsNotKnownIsTheListenersOwn() throws Exception {
    try (var other = connect(2, null, "sip2.example.org")) {
      assertThat(other.ask("9300CNsouth-kiosk|COsecret|")).isEqualTo("941");
    }
  }

  @Test
  void proxyHeaderComesBeforeTls() throws Exception {
    for (var address : List.of("10.20.3.4", "10.99.3.4")) {
      var plain = new Socket(InetAddress.getLoopbackAddress(), server.listeners.sip2Ports().get(3));
      plain
          .getOutputStream()
          .write("PROXY TCP4 %s 10.0.0.1 4711 6001\r\n".formatted(address).getBytes(US_ASCII));
      if (address.equals("10.20.3.4")) {
        try (var machine = tls(plain, null, "sip2.example.org")) {
          assertThat(machine.login().ask(STATUS)).contains("|AMnorth|");
        }
      } else {
        assertThat(isRefused(tls(plain, null, "sip2.example.org"))).isTrue();
      }
    }
  }

  @Test
  void plainConnectionToAPortWithTlsEnds() {
    var before = server.refused(Refusal.NO_TLS);
    try (var plain = new Kiosk(server.listeners.sip2Ports().getFirst())) {
      plain.send(STATUS + "\r");
      assertThat(plain.readByte()).isEqualTo(-1);
    }
    assertThat(server.refused(Refusal.NO_TLS)).isEqualTo(before + 1);
  }

  @Test
  void certificateThatHasExpiredIsRefused() throws Exception {
    var before = server.refused(Refusal.TLS_HANDSHAKE);
    assertThat(isRefused(connect(0, expired, null))).isTrue();
    assertThat(isRefused(connect(1, expired, null))).isTrue();
    assertThat(server.refused(Refusal.TLS_HANDSHAKE)).isEqualTo(before + 2);
  }

  @Test
  void firstMessageOfTlsThatSaysItHasSixteenMegabytesIsCutOffSoon() throws Exception {
    var before = server.refused(Refusal.TLS_HANDSHAKE);
    var piece = new byte[16_384 + 5];
    System.arraycopy(new byte[] {0x16, 3, 1, 0x40, 0}, 0, piece, 0, 5);
    try (var plain =
        new Socket(InetAddress.getLoopbackAddress(), server.listeners.sip2Ports().getFirst())) {
      plain.setSendBufferSize(32_768);
      plain.getOutputStream().write(piece, 0, 5);
      plain.getOutputStream().write(new byte[] {1, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF});
      plain.getOutputStream().write(piece, 9, piece.length - 9);
      assertThat(new Kiosk(plain).readByte()).as("one record is enough").isEqualTo(-1);
    }
    assertThat(server.refused(Refusal.TLS_HANDSHAKE)).isEqualTo(before + 1);
  }

  @Test
  void garbageInsteadOfTlsEndsTheConnection() {
    var random = new Random(24);
    for (var i = 0; i < LongRun.times(20, 1_000); i++) {
      var garbage = new byte[2_000];
      random.nextBytes(garbage);
      if (i % 2 == 0) {
        garbage[0] = 0x16; // it begins as a handshake does
      }
      try (var plain = new Kiosk(server.listeners.sip2Ports().getFirst())) {
        assertThat(isRefused(plain, garbage)).isTrue();
      }
    }
  }

  private static boolean isRefused(Kiosk plain, byte[] bytes) {
    try {
      plain.send(bytes);
      for (var next = plain.readByte(); next != -1; next = plain.readByte()) {
        assertThat(next).as("an alert of TLS at most").isLessThan(0x80);
      }
      return true;
    } catch (UncheckedIOException e) {
      return !(e.getCause() instanceof SocketTimeoutException);
    }
  }
}
