package org.samling.postgres.backup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/**
 * Those who can read a backup: the public keys that it is encrypted for (OpenPGP, RFC 9580). Any of
 * their private keys opens it, here or with {@code gpg --decrypt}. Without any it isn't encrypted.
 *
 * <p>The message is integrity-protected (version 1, AES-256), which every OpenPGP program reads.
 */
public final class BackupRecipients {

  /** Of a key file; a key with many certifications is a few dozen KB long. */
  static final int LONGEST_KEY_FILE = 1 << 20;

  private static final int PART = 1 << 16;

  private final List<OpenPGPComponentKey> keys;
  private final List<String> names;

  private BackupRecipients(List<OpenPGPComponentKey> keys, List<String> names) {
    this.keys = List.copyOf(keys);
    this.names = List.copyOf(names);
  }

  /**
   * Reads public keys.
   *
   * @param files OpenPGP certificates, binary or armored; a file may hold several
   * @throws BackupException when one can't be read, or holds no key to encrypt for: none at all, a
   *     private one, one that has expired or was revoked
   */
  public static BackupRecipients of(List<Path> files) {
    var keys = new ArrayList<OpenPGPComponentKey>();
    var names = new ArrayList<String>();
    for (var file : files) {
      for (var certificate : certificates(file)) {
        var usable = certificate.getEncryptionKeys();
        if (usable.isEmpty()) {
          throw new BackupException(
              "nothing can be encrypted for the key %s of %s: it has expired, was revoked or is for signatures only. Export its owner's current key."
                  .formatted(name(certificate), file));
        }
        keys.addAll(usable);
        names.add(name(certificate));
      }
    }
    return new BackupRecipients(keys, names);
  }

  private static List<OpenPGPCertificate> certificates(Path file) {
    try {
      var certificates =
          new BcOpenPGPApi()
              .readKeyOrCertificate()
              .parseKeysOrCertificates(new ByteArrayInputStream(bytes(file)));
      if (certificates.isEmpty()) {
        throw new IOException("it holds no key");
      }
      if (certificates.stream().anyMatch(OpenPGPCertificate::isSecretKey)) {
        throw new BackupException(
            "%s holds a private key, which doesn't belong on this server. Put the public key there: gpg --export --armor"
                .formatted(file));
      }
      return certificates;
    } catch (BackupException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new BackupException(
          "%s is not a file of OpenPGP public keys: %s".formatted(file, e.getMessage()), e);
    }
  }

  static byte[] bytes(Path file) throws IOException {
    try {
      if (Files.size(file) > LONGEST_KEY_FILE) {
        throw new BackupException(file + " is too long for a key file");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new BackupException("there is no key file " + file, e);
    }
  }

  private static String name(OpenPGPCertificate certificate) {
    var user = certificate.getPrimaryUserId();
    var number = certificate.getKeyIdentifier().toString();
    return user == null ? number : "%s (%s)".formatted(user.getUserId(), number);
  }

  /** Their names and the numbers of their keys; empty where a backup is not encrypted. */
  public List<String> names() {
    return names;
  }

  /**
   * Encrypts what is written for these keys, or leaves it as it is without any. To be closed at the
   * end, which flushes the stream behind it and doesn't close that.
   */
  OutputStream encrypt(OutputStream to) throws IOException {
    if (keys.isEmpty()) {
      return new Ended(to, List.of(), to);
    }
    try {
      var encryption =
          new PGPEncryptedDataGenerator(
              new BcPGPDataEncryptorBuilder(PGPEncryptedData.AES_256)
                  .setWithIntegrityPacket(true)
                  .setSecureRandom(new SecureRandom()));
      for (var key : keys) {
        encryption.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(key.getPGPPublicKey()));
      }
      var encrypted = encryption.open(to, new byte[PART]);
      var content =
          new PGPLiteralDataGenerator()
              .open(encrypted, PGPLiteralData.BINARY, "", new Date(0), new byte[PART]);
      return new Ended(content, List.of(content, encrypted), to);
    } catch (PGPException e) {
      throw new IOException("it can't be encrypted", e);
    }
  }

  /** A stream whose end closes the layers that it goes through, innermost first. */
  private static final class Ended extends OutputStream {
    private final OutputStream content;
    private final List<OutputStream> layers;
    private final OutputStream behind;

    Ended(OutputStream content, List<OutputStream> layers, OutputStream behind) {
      this.content = content;
      this.layers = layers;
      this.behind = behind;
    }

    @Override
    public void write(int value) throws IOException {
      content.write(value);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      content.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      for (var layer : layers) {
        layer.close();
      }
      behind.flush();
    }
  }
}
