package org.samling.console.web;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The static files for browsers. Each URL contains a part of the file's hash, so that browsers may
 * cache it for ever and never show an old version.
 */
final class Assets {

  private static final int HASH_BYTES = 6;
  private static final String CSS = "text/css; charset=utf-8";
  private static final String JS = "text/javascript; charset=utf-8";
  private static final String SVG = "image/svg+xml";

  private final Map<String, Asset> assets = new LinkedHashMap<>();

  /** A static file. */
  record Asset(String hash, String type, Buffer bytes) {}

  Assets() {
    own("console.css", CSS);
    own("console.js", JS);
    own("desk.js", JS);
    own("icon.svg", SVG);
    webjar("htmx.org", "dist/htmx.min.js", "htmx.js", JS);
    webjar("htmx-ext-sse", "sse.js", "sse.js", JS);
    webjar("uplot", "dist/uPlot.iife.min.js", "uplot.js", JS);
    webjar("uplot", "dist/uPlot.min.css", "uplot.css", CSS);
  }

  private void own(String name, String type) {
    put(name, type, read("/org/samling/console/static/" + name));
  }

  private void webjar(String jar, String file, String name, String type) {
    var properties = new Properties();
    var about = "/META-INF/maven/org.webjars.npm/%s/pom.properties".formatted(jar);
    try (var in = Assets.class.getResourceAsStream(about)) {
      if (in == null) {
        throw new IllegalStateException("the webjar " + jar + " is not on the class path");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(about, e);
    }
    put(
        name,
        type,
        read(
            "/META-INF/resources/webjars/%s/%s/%s"
                .formatted(jar, properties.getProperty("version"), file)));
  }

  private static byte[] read(String resource) {
    try (var in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + resource + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private void put(String name, String type, byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      assets.put(
          name,
          new Asset(HexFormat.of().formatHex(digest, 0, HASH_BYTES), type, Buffer.buffer(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Returns the URL of a file.
   *
   * @throws IllegalArgumentException if there is no file of this name
   */
  String address(String name) {
    var asset = assets.get(name);
    if (asset == null) {
      throw new IllegalArgumentException("there is no static file " + name);
    }
    return ConsoleRoutes.STATIC + asset.hash() + "/" + name;
  }

  /** Returns the file with this name and hash. */
  Optional<Asset> find(String hash, String name) {
    return Optional.ofNullable(assets.get(name)).filter(a -> a.hash().equals(hash));
  }
}
