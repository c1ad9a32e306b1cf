package org.samling.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.jspecify.annotations.Nullable;

/** Keys of OpenPGP in files, as those who read encrypted backups have them. */
public final class OpenPgpKeys {

  /** How often a passphrase is hashed, as OpenPGP codes it: seldom, for nobody guesses it. */
  private static final int FEW = 0x10;

  private OpenPgpKeys() {}

  /**
   * Makes a key for {@code NAME@example.org}.
   *
   * @param passphrase what protects its private half, or null for nothing
   * @return the file of the private key; that of its public half is {@link #publicKey} of it
   */
  public static Path privateKey(Path directory, String name, @Nullable String passphrase)
      throws Exception {
    var key = new BcOpenPGPApi().generateKey(4).classicKey(name + "@example.org").build();
    return write(directory, name, passphrase == null ? key : protect(key, passphrase));
  }

  private static OpenPGPKey protect(OpenPGPKey key, String passphrase) throws Exception {
    var digest = new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA256);
    var encryptor =
        new BcPBESecretKeyEncryptorBuilder(PGPEncryptedData.AES_256, digest, FEW)
            .build(passphrase.toCharArray());
    return new OpenPGPKey(
        PGPSecretKeyRing.copyWithNewPassword(key.getPGPSecretKeyRing(), null, encryptor));
  }

  /** Writes a key and its public half. */
  public static Path write(Path directory, String name, OpenPGPKey key) throws Exception {
    var file = directory.resolve(name + ".private");
    Files.writeString(publicKey(file), key.toCertificate().toAsciiArmoredString());
    return Files.writeString(file, key.toAsciiArmoredString());
  }

  /** The file of the public half of a key. */
  public static Path publicKey(Path privateKey) {
    return Path.of(privateKey.toString().replace(".private", ".public"));
  }
}
