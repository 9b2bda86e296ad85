package io.unmask.weights;

import io.unmask.config.BadInputException;
import io.unmask.files.ProcessLock;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches one file over HTTP into a part that survives an interruption: the next call asks the server for the rest
 * alone (RFC 9110, Range) and starts again where the server does not know how.
 */
final class Download {
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 3;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

    private final URI url;
    private final Path part;
    private final DownloadListener listener;

    Download(URI url, Path part, DownloadListener listener) {
        this.url = url;
        this.part = part;
        this.listener = listener;
    }

    /**
     * Completes the part.
     *
     * @throws BadInputException with the reason if the server refuses, cannot be reached, or ends early every time
     * @throws InterruptedException if the thread was interrupted; what has come stays
     */
    void run() throws InterruptedException {
        // HttpClient has no close() in Java 17; its threads end with it.
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (!ProcessLock.tryLock(file)) {
                throw new BadInputException(part + ": another process is downloading it; wait until it is done");
            }
            IOException last = new IOException("the server has another file now");
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                try {
                    if (attempt(client, file)) {
                        file.force(true);
                        return;
                    }
                } catch (ConnectException | HttpTimeoutException e) {
                    throw new BadInputException(url + ": cannot be reached from this machine (" + reason(e) + ")", e);
                } catch (IOException e) {
                    last = e;
                }
            }
            throw new BadInputException(
                    url + ": broke off " + ATTEMPTS + " times (" + reason(last) + "), " + file.size()
                            + " bytes are kept. The same command goes on from there.",
                    last);
        } catch (IOException e) {
            throw new BadInputException(part + ": cannot be written (" + reason(e) + ")", e);
        }
    }

    /** Whether the part is whole now. */
    private boolean attempt(HttpClient client, FileChannel file) throws IOException, InterruptedException {
        long have = file.size();
        HttpRequest.Builder request = HttpRequest.newBuilder(url).header("User-Agent", "unmask");
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            long begin = begin(response, have);
            if (begin < 0) {
                // The part is no beginning of what the server has now.
                file.truncate(0);
                return false;
            }
            file.truncate(begin);
            file.position(begin);
            long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
            copy(body, file, begin, length < 0 ? -1 : begin + length);
            return true;
        }
    }

    /** Where the body begins; negative if the request has to be repeated without a part. */
    private long begin(HttpResponse<?> response, long have) {
        switch (response.statusCode()) {
            case OK -> {
                return 0;
            }
            case PARTIAL -> {
                Matcher range = CONTENT_RANGE.matcher(
                        response.headers().firstValue("Content-Range").orElse(""));
                return range.matches() && Long.parseLong(range.group(1)) == have ? have : -1;
            }
            case RANGE_NOT_SATISFIABLE -> {
                return -1;
            }
            default ->
                throw new BadInputException(
                        url + ": the server answered " + response.statusCode() + " instead of the file");
        }
    }

    private void copy(InputStream body, FileChannel file, long begin, long total) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long done = begin;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            done += read;
            listener.progress(done, total);
        }
        if (total >= 0 && done < total) {
            throw new IOException("ended after " + done + " of " + total + " bytes");
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
