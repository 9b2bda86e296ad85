package io.unmask.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.unmask.config.BadInputException;
import io.unmask.files.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server in this process that behaves, breaks off, knows no ranges or has another file. */
class WeightStoreTest {
    private static final byte[] CONTENT = new byte[300_000];

    static {
        new Random(7).nextBytes(CONTENT);
    }

    @TempDir
    Path folder;

    private HttpServer server;
    private final List<@Nullable String> ranges = new ArrayList<>();
    /** Bytes after which each answer breaks off; the last one is whole. */
    private final List<Integer> cuts = new ArrayList<>();

    private boolean knowsRanges = true;
    private int status = 200;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(range);
            if (status != 200) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            int begin = range == null || !knowsRanges ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            if (begin >= CONTENT.length) {
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            if (begin > 0) {
                exchange.getResponseHeaders()
                        .add("Content-Range", "bytes " + begin + "-" + (CONTENT.length - 1) + "/" + CONTENT.length);
            }
            exchange.sendResponseHeaders(begin > 0 ? 206 : 200, CONTENT.length - begin);
            int length = cuts.isEmpty() ? CONTENT.length - begin : cuts.remove(0);
            exchange.getResponseBody().write(CONTENT, begin, length);
            exchange.getResponseBody().flush();
        }
    }

    private Catalogue.Entry entry(@Nullable String sha256Begins, @Nullable String nameDigits) {
        return new Catalogue.Entry("lab/net", "resnet18", url(), sha256Begins, nameDigits, "MIT", "half");
    }

    private URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/files/net-1234.pth");
    }

    private String sha256() throws IOException {
        return Sha256.of(Files.write(folder.resolve("reference"), CONTENT));
    }

    private WeightStore store(Catalogue.Entry entry) {
        return new WeightStore(folder.resolve("weights"), new Catalogue(List.of(entry)));
    }

    @Test
    void aWholeFile_isThereUnderItsName() throws Exception {
        Catalogue.Entry entry = entry(sha256().substring(0, 8), null);
        WeightStore store = store(entry);
        assertFalse(store.has(entry));
        List<Long> progress = new ArrayList<>();
        WeightStore.Got got = store.download(entry, (done, total) -> progress.add(done * 100 / total));
        assertEquals(folder.resolve("weights/lab/net-1234.pth"), got.file());
        assertArrayEquals(CONTENT, Files.readAllBytes(got.file()));
        assertEquals(sha256(), got.sha256());
        assertNull(got.warning());
        assertEquals(100, progress.get(progress.size() - 1));
        assertEquals(got.file().toString(), store.reference("lab/net"));
        assertEquals(1, Files.list(folder.resolve("weights/lab")).count(), "no part is left");
    }

    @Test
    void aConnectionThatBreaks_isResumed_notBegunAgain() throws Exception {
        cuts.addAll(List.of(100_000, 50_000));
        Catalogue.Entry entry = entry(sha256(), null);
        assertArrayEquals(
                CONTENT,
                Files.readAllBytes(
                        store(entry).download(entry, (done, total) -> {}).file()));
        assertEquals(3, ranges.size());
        assertNull(ranges.get(0));
        // A server may hand over less than it has written when it breaks off.
        assertNotNull(ranges.get(2));
    }

    @Test
    void anInterruptedDownload_goesOnInTheNextProcess() throws Exception {
        cuts.addAll(List.of(100_000, 0, 0));
        Catalogue.Entry entry = entry(sha256(), null);
        WeightStore store = store(entry);
        var failed = assertThrows(BadInputException.class, () -> store.download(entry, (done, total) -> {}));
        assertTrue(String.valueOf(failed.getMessage()).contains("goes on from there"), failed.getMessage());
        assertFalse(store.has(entry));
        Path part = folder.resolve("weights/lab/net-1234.pth.part");
        long kept = Files.size(part);
        assertTrue(kept > 0);
        ranges.clear();
        store.download(entry, (done, total) -> assertTrue(done > kept));
        assertEquals(List.of("bytes=" + kept + "-"), ranges);
        assertTrue(store.has(entry));
    }

    @Test
    void aServerWithoutRanges_sendsTheWholeFileAgain() throws Exception {
        knowsRanges = false;
        Catalogue.Entry entry = entry(sha256(), null);
        part(Arrays.copyOf(CONTENT, 1000));
        assertArrayEquals(
                CONTENT,
                Files.readAllBytes(
                        store(entry).download(entry, (done, total) -> {}).file()));
        assertEquals(List.of("bytes=1000-"), ranges);
    }

    @Test
    void aPartThatIsLongerThanTheFile_isBegunAgain() throws Exception {
        Catalogue.Entry entry = entry(sha256(), null);
        part(new byte[CONTENT.length + 1]);
        assertArrayEquals(
                CONTENT,
                Files.readAllBytes(
                        store(entry).download(entry, (done, total) -> {}).file()));
    }

    private void part(byte[] content) throws IOException {
        Path part = folder.resolve("weights/lab/net-1234.pth.part");
        Files.createDirectories(part.resolveSibling("."));
        Files.write(part, content);
    }

    @Test
    void anotherFileThanTheCatalogueSays_isDeletedAndRefused() throws Exception {
        Catalogue.Entry entry = entry("00000000", null);
        WeightStore store = store(entry);
        String message =
                String.valueOf(assertThrows(BadInputException.class, () -> store.download(entry, (done, total) -> {}))
                        .getMessage());
        assertTrue(message.contains(sha256()) && message.contains("begins with 00000000"), message);
        assertTrue(message.contains("--from FILE"), message);
        assertEquals(0, Files.list(folder.resolve("weights/lab")).count());
    }

    @Test
    void digitsThatNobodyVouchesFor_onlyWarn() throws Exception {
        Catalogue.Entry entry = entry(null, "00000000");
        WeightStore.Got got = store(entry).download(entry, (done, total) -> {});
        assertTrue(String.valueOf(got.warning()).contains("00000000"));
        Catalogue.Entry right = entry(null, sha256().substring(0, 8));
        assertNull(store(right).download(right, (done, total) -> {}).warning());
    }

    @Test
    void aRefusal_namesAddressHashAndTheWayWithoutNetwork() {
        status = 404;
        Catalogue.Entry entry = entry("12345678", null);
        String message = String.valueOf(assertThrows(
                        BadInputException.class, () -> store(entry).download(entry, (done, total) -> {}))
                .getMessage());
        assertTrue(message.contains("404") && message.contains(url().toString()), message);
        assertTrue(message.contains("12345678") && message.contains("weights get lab/net --from FILE"), message);
    }

    @Test
    void aFileThatWasFetchedElsewhere_isHeldAgainstTheCatalogue() throws Exception {
        String known = sha256();
        Path given = folder.resolve("reference");
        Catalogue.Entry entry = entry(known, null);
        WeightStore store = store(entry);
        assertEquals(known, store.take(entry, given).sha256());
        assertTrue(store.has(entry));
        assertTrue(Files.exists(given));
        Catalogue.Entry other = entry("00000000", null);
        assertThrows(BadInputException.class, () -> store(other).take(other, given));
        assertTrue(ranges.isEmpty());
    }

    @Test
    void whatIsNotThere_isNamedWithTheCure() {
        WeightStore store = WeightStore.in(folder);
        String missing =
                String.valueOf(assertThrows(BadInputException.class, () -> store.reference("torchvision/resnet18"))
                        .getMessage());
        assertTrue(missing.contains("cure: ./unmask weights get torchvision/resnet18"), missing);
        String unknown =
                String.valueOf(assertThrows(BadInputException.class, () -> store.reference("torchvision/resnet81"))
                        .getMessage());
        assertTrue(unknown.contains("nearest: \"torchvision/resnet18\""), unknown);
    }

    @Test
    void theCatalogue_isWhole() {
        List<Catalogue.Entry> entries = Catalogue.builtIn().entries();
        assertEquals(
                entries.size(),
                entries.stream().map(Catalogue.Entry::name).distinct().count());
        for (Catalogue.Entry entry : entries) {
            String digits = entry.sha256Begins() == null ? entry.nameDigits() : entry.sha256Begins();
            assertTrue(entry.fileName().contains("-" + digits + "."), entry.toString());
            assertTrue(List.of("imagenet", "half").contains(entry.inputs()), entry.toString());
            assertTrue(entry.name().matches("[a-z]+/[a-z0-9_-]+"), entry.name());
        }
    }
}
