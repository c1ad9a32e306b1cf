package org.samling.postgres.backup;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKey.OpenPGPPrivateKey;
import org.bouncycastle.openpgp.api.OpenPGPKey.OpenPGPSecretKey;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;

/**
 * What opens encrypted backups: private keys of OpenPGP. Also opens a backup that {@code gpg
 * --encrypt} encrypted later.
 */
public final class BackupKey {

  private final Path file;
  private final List<OpenPGPKey> keys;
  private final @Nullable Secret passphrase;

  private BackupKey(Path file, List<OpenPGPKey> keys, @Nullable Secret passphrase) {
    this.file = file;
    this.keys = keys;
    this.passphrase = passphrase;
  }

  /**
   * Reads private keys.
   *
   * @param file OpenPGP keys, binary or armored, as {@code gpg --export-secret-keys} writes them
   * @param passphrase what protects them, or null if nothing does
   * @throws BackupException when the file can't be read or holds no private key
   */
  public static BackupKey of(Path file, @Nullable Secret passphrase) {
    try {
      var keys =
          new BcOpenPGPApi()
              .readKeyOrCertificate()
              .parseKeys(new ByteArrayInputStream(BackupRecipients.bytes(file)));
      if (keys.isEmpty()) {
        throw new IOException("it holds none");
      }
      return new BackupKey(file, keys, passphrase);
    } catch (BackupException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new BackupException(
          "%s is not a file of OpenPGP private keys: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Whether a file is encrypted, by its first byte: a packet of OpenPGP, or its armor.
   *
   * @param first the byte, or -1 for an empty file
   */
  static boolean isEncrypted(int first) {
    return first >= 0x80 || first == '-';
  }

  /**
   * Decrypts a backup.
   *
   * @param backup its file, for messages
   * @param key what opens it, or null if there is none
   * @throws BackupException when the key is missing or not the right one
   * @throws IOException when the file is damaged
   */
  static Decrypted decrypt(Path backup, InputStream in, @Nullable BackupKey key)
      throws IOException {
    try {
      var list = encrypted(new BcPGPObjectFactory(PGPUtil.getDecoderStream(in)));
      var recipients = new ArrayList<String>();
      for (var data : list) {
        if (data instanceof PGPPublicKeyEncryptedData one) {
          recipients.add(one.getKeyIdentifier().toString());
          var own = key == null ? null : key.find(one.getKeyIdentifier());
          if (key != null && own != null) {
            return opened(one, key.unlock(own));
          }
        }
      }
      throw new BackupException(
          key == null
              ? "%s is encrypted for the keys %s. Name the file of a private key of these with --key."
                  .formatted(backup, String.join(", ", recipients))
              : "%s is encrypted for the keys %s, and %s has none of these."
                  .formatted(backup, String.join(", ", recipients), key.file));
    } catch (BackupException e) {
      throw e;
    } catch (PGPException | RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static PGPEncryptedDataList encrypted(PGPObjectFactory packets) throws IOException {
    for (var packet = packets.nextObject(); packet != null; packet = packets.nextObject()) {
      if (packet instanceof PGPEncryptedDataList list) {
        return list;
      }
    }
    throw new EOFException();
  }

  private static Decrypted opened(PGPPublicKeyEncryptedData data, OpenPGPPrivateKey key)
      throws PGPException, IOException {
    if (!data.isAEAD() && !data.isIntegrityProtected()) {
      throw new IOException("nothing protects it from changes");
    }
    var clear = data.getDataStream(new BcPublicKeyDataDecryptorFactory(key.getKeyPair()));
    return new Decrypted(content(new BcPGPObjectFactory(clear)), clear, data);
  }

  private static InputStream content(PGPObjectFactory packets) throws PGPException, IOException {
    for (var packet = packets.nextObject(); packet != null; packet = packets.nextObject()) {
      switch (packet) {
        case PGPLiteralData literal -> {
          return literal.getInputStream();
        }
        case PGPCompressedData compressed -> {
          return content(new BcPGPObjectFactory(compressed.getDataStream()));
        }
        default -> {
          // A signature, which says nothing that the key doesn't.
        }
      }
    }
    throw new EOFException();
  }

  private @Nullable OpenPGPSecretKey find(KeyIdentifier recipient) {
    return keys.stream()
        .map(key -> key.getSecretKey(recipient))
        .filter(found -> found != null)
        .findFirst()
        .orElse(null);
  }

  private OpenPGPPrivateKey unlock(OpenPGPSecretKey key) {
    if (key.isLocked() && passphrase == null) {
      throw new BackupException(
          "the private key of %s is protected by a passphrase. Name a file that holds it with --passphrase-file, or put it into SAMLING_KEY_PASSPHRASE."
              .formatted(file));
    }
    try {
      var unlocked =
          passphrase == null ? key.unlock() : key.unlock(passphrase.value().toCharArray());
      if (unlocked != null) {
        return unlocked;
      }
    } catch (PGPException | RuntimeException e) {
      throw wrong(e);
    }
    throw wrong(null);
  }

  private BackupException wrong(@Nullable Exception cause) {
    return new BackupException(
        "the passphrase doesn't open the private key of %s".formatted(file), cause);
  }

  /** The content of a backup, which may be believed once its end has been checked. */
  static final class Decrypted extends FilterInputStream {
    private final InputStream clear;
    private final PGPEncryptedData data;

    Decrypted(InputStream content, InputStream clear, PGPEncryptedData data) {
      super(content);
      this.clear = clear;
      this.data = data;
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (RuntimeException e) {
        throw new IOException(e.getMessage(), e);
      }
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        return in.read(bytes, from, length);
      } catch (RuntimeException e) {
        throw new IOException(e.getMessage(), e);
      }
    }

    /**
     * Reads what is left, and checks that nothing was changed.
     *
     * @throws IOException when something was
     */
    void finish() throws IOException {
      transferTo(OutputStream.nullOutputStream());
      try {
        clear.transferTo(OutputStream.nullOutputStream());
        if (!data.isAEAD() && !data.verify()) {
          throw new IOException("its encryption was changed");
        }
      } catch (PGPException | RuntimeException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
  }
}
