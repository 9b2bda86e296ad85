package io.unmask.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonRuleTest {
    @ParameterizedTest
    @CsvSource({
        "NAME, Adam_Sandler_01.jpg, Adam_Sandler",
        "NAME, people/Adam-12.jpg, people/Adam",
        "NAME, a.b_3.png, a.b",
        "NAME, 000.png, 000",
        "NAME, v2/000.png, v2/000",
        "FOLDER, adam/IMG_0001.jpg, adam",
        "FOLDER, IMG_0001.jpg, IMG_0001",
        "FILE, adam/IMG_0001.jpg, adam/IMG_0001"
    })
    void person_isReadFromThePath(PersonRule rule, String path, String person) {
        assertEquals(person, rule.person(path));
    }
}
