package org.samling.postgres.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.samling.testing.OpenPgpKeys.privateKey;
import static org.samling.testing.OpenPgpKeys.publicKey;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.openpgp.api.SignatureParameters;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.organisation.Secret;
import org.samling.testing.LongRun;
import org.samling.testing.OpenPgpKeys;
import org.samling.testing.TestDirectories;

/** Backups that are encrypted for public keys (OpenPGP). */
class EncryptedBackupTest {

  private static final byte[] CONTENT = new byte[100_000];

  @TempDir private static Path directory;

  private static Path anne;
  private static Path bent;
  private static Path carl;
  private static Path backup;

  @BeforeAll
  static void encrypt() throws Exception {
    anne = privateKey(directory, "anne", "open sesame");
    bent = privateKey(directory, "bent", null);
    carl = privateKey(directory, "carl", null);
    new Random(1).nextBytes(CONTENT);
    backup = directory.resolve("library.backup.gpg");
    write(backup, publicKey(anne), publicKey(bent));
  }

  private static void write(Path file, Path... recipients) throws IOException {
    var heading =
        new BackupManifest.Heading(
            BackupManifest.FORMAT,
            BackupManifest.Kind.ROWS,
            "0.1.0",
            "18",
            115,
            Instant.EPOCH,
            List.of(),
            false);
    try (var writer = new BackupWriter(file, BackupRecipients.of(List.of(recipients)), heading)) {
      writer.add("rows", CONTENT);
      writer.finish("no rows");
    }
  }

  private static BackupManifest read(Path file, @Nullable BackupKey key) {
    var all = new ArrayList<byte[]>();
    var manifest =
        new BackupReader(file, key)
            .read(
                new BackupReader.Taker() {
                  @Override
                  public void directory(String name) {}

                  @Override
                  public void piece(String name, long size, InputStream content)
                      throws IOException {
                    all.add(content.readAllBytes());
                  }
                },
                (_, _, _) -> {});
    assertThat(all).hasSize(1);
    assertThat(all.getFirst()).isEqualTo(CONTENT);
    return manifest;
  }

  private static void assertRefused(String what, Path file, BackupKey key) {
    assertThatThrownBy(() -> new BackupReader(file, key).heading())
        .isInstanceOf(BackupException.class)
        .hasMessage(what);
  }

  @Test
  void anyOfItsRecipientsOpensABackupAndNobodyElse() throws Exception {
    assertThat(read(backup, BackupKey.of(bent, null)).note()).isEqualTo("no rows");
    assertThat(read(backup, BackupKey.of(anne, new Secret("open sesame"))).note())
        .isEqualTo("no rows");
    assertThat(Files.readAllBytes(backup))
        .as("nothing of it is in clear")
        .satisfies(bytes -> {
          assertThat(new String(bytes, UTF_8)).doesNotContain("samling", "manifest");
          assertThat(Arrays.copyOf(bytes, 2)).isNotEqualTo(new byte[] {0x1f, (byte) 0x8b});
        });
    assertThatThrownBy(() -> new BackupReader(backup, null).heading())
        .hasMessageMatching(
            ".*library.backup.gpg is encrypted for the keys \\S+, \\S+. Name the file of a private key of these with --key.");
    assertThatThrownBy(() -> new BackupReader(backup, BackupKey.of(carl, null)).heading())
        .hasMessageMatching(
            ".*library.backup.gpg is encrypted for the keys \\S+, \\S+, and .*carl.private has none of these.");
  }

  @Test
  void aPassphraseThatIsMissingOrWrongIsSaidBeforeAnythingIsRead() {
    assertRefused(
        "the private key of %s is protected by a passphrase. Name a file that holds it with --passphrase-file, or put it into SAMLING_KEY_PASSPHRASE."
            .formatted(anne),
        backup,
        BackupKey.of(anne, null));
    assertRefused(
        "the passphrase doesn't open the private key of %s".formatted(anne),
        backup,
        BackupKey.of(anne, new Secret("open barley")));
  }

  @Test
  void whatIsCutOffOrChangedInAnEncryptedBackupIsRefusedWhereverThatIs() throws Exception {
    var whole = Files.readAllBytes(backup);
    var key = BackupKey.of(bent, null);
    var changed = directory.resolve("changed.gpg");
    var places = new ArrayList<Integer>();
    var some = LongRun.times(6, 100);
    for (var i = 0; i < some; i++) {
      places.add(i * (whole.length / some));
      places.add(whole.length - 1 - i * 3);
    }
    for (var at : places) {
      if (at > 0) {
        Files.write(changed, Arrays.copyOf(whole, at));
        assertThatThrownBy(() -> read(changed, key))
            .as("cut off at %d of %d", at, whole.length)
            .isInstanceOf(BackupException.class)
            .hasMessageMatching(".*(is incomplete|is damaged|is not a backup|is encrypted for).*");
      }
      var bytes = whole.clone();
      bytes[at] ^= 0x5A;
      Files.write(changed, bytes);
      assertThatThrownBy(() -> read(changed, key))
          .as("changed at %d of %d", at, whole.length)
          .isInstanceOf(BackupException.class)
          .hasMessageMatching(
              "(?s).*(is incomplete|is damaged|was changed|is not a backup|is encrypted for).*");
    }
  }

  @Test
  void nothingIsEncryptedForAPrivateKeyAnExpiredOneOrNone() throws Exception {
    assertThatThrownBy(() -> BackupRecipients.of(List.of(bent)))
        .hasMessage(
            "%s holds a private key, which doesn't belong on this server. Put the public key there: gpg --export --armor"
                .formatted(bent));
    var longAgo = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
    var old =
        OpenPgpKeys.write(
            directory,
            "old",
            new BcOpenPGPApi()
                .generateKey(4, longAgo)
                .withPrimaryKey(
                    keys -> keys.generateEd25519KeyPair(),
                    SignatureParameters.Callback.Util.modifyHashedSubpackets(packets -> {
                      packets.setKeyExpirationTime(86400);
                      return packets;
                    }))
                .addEncryptionSubkey()
                .build());
    assertThatThrownBy(() -> BackupRecipients.of(List.of(publicKey(old))))
        .hasMessageContaining("it has expired, was revoked or is for signatures only");
    var none = Files.writeString(directory.resolve("none"), "no key at all");
    assertThatThrownBy(() -> BackupRecipients.of(List.of(none)))
        .hasMessageContaining("is not a file of OpenPGP public keys");
    assertThatThrownBy(() -> BackupKey.of(publicKey(bent), null))
        .hasMessageContaining("is not a file of OpenPGP private keys");
    var missing = directory.resolve("missing");
    assertThatThrownBy(() -> BackupRecipients.of(List.of(missing)))
        .hasMessage("there is no key file " + missing);
  }

  @Test
  void gpgOpensABackupAndABackupThatGpgEncryptedIsRead() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/gpg")), "gpg is not installed");
    var home = Files.createDirectory(TestDirectories.temporary().resolve("gpg"));
    try {
      Files.writeString(home.resolve("gpg-agent.conf"), "s2k-count 1024\n");
      gpg(home, "--quick-generate-key", "dorte@example.org", "default", "default", "never");
      var own = home.resolve("dorte.public");
      gpg(home, "--output", own.toString(), "--export", "dorte@example.org");
      var encrypted = home.resolve("for-dorte.gpg");
      write(encrypted, own);
      var opened = home.resolve("opened.backup");
      gpg(home, "--output", opened.toString(), "--decrypt", encrypted.toString());
      assertThat(read(opened, null).note()).isEqualTo("no rows");

      var secret = home.resolve("dorte.private");
      gpg(home, "--output", secret.toString(), "--export-secret-keys", "dorte@example.org");
      var key = BackupKey.of(secret, new Secret("correct horse"));
      var again = home.resolve("again.asc");
      gpg(
          home,
          "--armor",
          "--trust-model",
          "always",
          "--recipient",
          "dorte@example.org",
          "--output",
          again.toString(),
          "--encrypt",
          opened.toString());
      assertThat(read(again, key).note()).isEqualTo("no rows");
    } finally {
      run(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
    }
  }

  private static void gpg(Path home, String... arguments) throws Exception {
    var all =
        new ArrayList<>(
            List.of(
                "gpg",
                "--homedir",
                home.toString(),
                "--batch",
                "--no-tty",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                "correct horse"));
    all.addAll(List.of(arguments));
    run(all);
  }

  private static void run(List<String> command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as("%s: %s", command, said).isZero();
  }
}
