package io.twinfeed.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Stands before a server, passes on bytes, and can be as unreachable as one that is down. */
final class Relay implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong answered = new AtomicLong();
  private final int server;
  private final int port;
  private volatile ServerSocket listener;
  private volatile long limit = Long.MAX_VALUE;
  private volatile @Nullable Runnable reached;

  /**
   * @param server a port on this machine
   */
  Relay(int server) throws IOException {
    this.server = server;
    this.listener = listen(0);
    this.port = listener.getLocalPort();
  }

  int port() {
    return port;
  }

  /** Does something, once, when so many more bytes have been answered. */
  void after(long bytes, Runnable then) {
    reached = then;
    limit = answered.get() + bytes;
  }

  /** Breaks all connections, and takes no new ones. */
  void down() {
    closeQuietly(listener);
    open.forEach(Relay::closeQuietly);
    open.clear();
  }

  void up() {
    try {
      listener = listen(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ServerSocket listen(int on) throws IOException {
    ServerSocket next = new ServerSocket();
    next.setReuseAddress(true);
    next.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), on), 200);
    threads.execute(() -> accept(next));
    return next;
  }

  private void accept(ServerSocket on) {
    while (!on.isClosed()) {
      try {
        Socket client = on.accept();
        Socket there = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(client);
        open.add(there);
        threads.execute(() -> copy(client, there, false));
        threads.execute(() -> copy(there, client, true));
      } catch (IOException e) {
        // closed, or the server is
      }
    }
  }

  private void copy(Socket from, Socket to, boolean answers) {
    byte[] bytes = new byte[8192];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        out.write(bytes, 0, read);
        if (answers && answered.addAndGet(read) >= limit) {
          reach();
        }
      }
    } catch (IOException e) {
      // one of them has closed it
    } finally {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private void reach() {
    Runnable then;
    synchronized (this) {
      then = reached;
      reached = null;
      limit = Long.MAX_VALUE;
    }
    if (then != null) {
      then.run();
    }
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // it is of no use any more
    }
  }

  @Override
  public void close() {
    down();
    threads.shutdownNow();
  }
}
