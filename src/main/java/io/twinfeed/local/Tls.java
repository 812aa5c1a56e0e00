package io.twinfeed.local;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JksOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;

/** The key pair of a server that speaks https. */
public sealed interface Tls {

  /** A certificate and its private key, both as PEM files. */
  record Pem(Path certificate, Path key) implements Tls {}

  /** A Java key store of type JKS. */
  record Jks(Path file, String password) implements Tls {}

  /** A key store of type PKCS #12. */
  record Pkcs12(Path file, String password) implements Tls {}

  /** The server options that this key pair asks for. */
  default HttpServerOptions options() {
    HttpServerOptions options = new HttpServerOptions().setSsl(true);
    if (this instanceof Pem pem) {
      options.setKeyCertOptions(
          new PemKeyCertOptions()
              .setCertPath(pem.certificate().toString())
              .setKeyPath(pem.key().toString()));
    } else if (this instanceof Jks jks) {
      options.setKeyCertOptions(
          new JksOptions().setPath(jks.file().toString()).setPassword(jks.password()));
    } else if (this instanceof Pkcs12 pkcs12) {
      options.setKeyCertOptions(
          new PfxOptions().setPath(pkcs12.file().toString()).setPassword(pkcs12.password()));
    }
    return options;
  }
}
