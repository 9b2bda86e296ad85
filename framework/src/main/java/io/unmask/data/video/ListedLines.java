package io.unmask.data.video;

import io.unmask.config.BadInputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Lines of the plain lists that data sets come with: UTF-8, any line ends, a byte order mark passed over. */
final class ListedLines {
    private ListedLines() {}

    /**
     * All lines, blank ones too, so that a position is a line number less one.
     *
     * @throws BadInputException if the file is missing, not text, or has no lines
     */
    static List<String> of(Path file) {
        try {
            String text = Files.readString(file);
            List<String> lines = (text.startsWith("\ufeff") ? text.substring(1) : text)
                    .lines()
                    .toList();
            if (lines.stream().allMatch(String::isBlank)) {
                throw new BadInputException(file + ": the list is empty");
            }
            return lines;
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": no such file", e);
        } catch (CharacterCodingException e) {
            throw new BadInputException(file + ": not UTF-8 text", e);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read (" + e + ")", e);
        }
    }
}
