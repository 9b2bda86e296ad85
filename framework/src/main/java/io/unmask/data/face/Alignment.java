package io.unmask.data.face;

/** Whether crops are turned and scaled so that eyes, nose and mouth lie where a template has them. */
public enum Alignment {
    /** Never: crops are upright windows of the picture. */
    NONE,
    /** Where the face has five points or the 68 of 300-W; a window where it has none. Each row of the table says which. */
    WHERE_KNOWN,
    /** Always: a face without points is skipped. */
    REQUIRED
}
