"""Makes what the audio tests hold results against, with librosa 0.11, OpenCV 4 or 5 and soxr (pip install them).

voice.wav          0.6 s at 22,050 Hz: a buzz that glides, with noise and a pause
mel.png            its mel spectrogram in grey levels, a row a band; mel_64.png resized to 64 x 64
voice_16000.wav    the same sound at 16,000 Hz (soxr_hq)
vocoder.f32        voice.wav slowed down by librosa's phase vocoder, rate 0.8 (n_fft 2048, hop 512)
../../../../../experiments/src/test/resources/fixtures/audio/mel_spectrogram.safetensors   a small fixture for conform
"""
import json, pathlib
import cv2, librosa, numpy as np, soundfile
from safetensors.numpy import save_file

sr, n = 22050, 13230
rng = np.random.default_rng(7)
t = np.arange(n) / sr
pitch = 120 + 60 * np.sin(2 * np.pi * 1.5 * t)
phase = 2 * np.pi * np.cumsum(pitch) / sr
buzz = sum(np.sin(k * phase) / k for k in range(1, 30))
pause = (t < 0.3) | (t > 0.36)
y = 0.25 * buzz * pause + 0.003 * rng.standard_normal(n)
soundfile.write("voice.wav", y, sr, subtype="PCM_16")
y, _ = librosa.load("voice.wav", sr=None)
db = librosa.power_to_db(librosa.feature.melspectrogram(y=y, sr=sr, n_mels=128), ref=np.max)
levels = cv2.normalize(db, None, 0, 255, cv2.NORM_MINMAX).astype(np.uint8)
cv2.imwrite("mel.png", levels)
cv2.imwrite("mel_64.png", cv2.resize(levels, (64, 64)))
soundfile.write("voice_16000.wav", librosa.resample(y, orig_sr=sr, target_sr=16000, res_type="soxr_hq"), 16000, subtype="PCM_16")
librosa.effects.time_stretch(y, rate=0.8).astype("<f4").tofile("vocoder.f32")

short = y[5000:7000]
configs = {
    "default": {"n_mels": 40},
    "odd": {"n_fft": 400, "hop_length": 160, "n_mels": 24, "fmin": 60.0, "fmax": 7600.0, "pad_mode": "reflect"},
    "plain": {"n_fft": 512, "win_length": 300, "hop_length": 128, "n_mels": 20, "power": 1.0, "htk": True, "norm": None, "center": False},
}
tensors = {"input.y": short}
for name, config in configs.items():
    mel = librosa.feature.melspectrogram(y=short, sr=sr, **config)
    tensors[f"output.{name}.mel"] = mel
    tensors[f"output.{name}.db_ref_max"] = librosa.power_to_db(mel, ref=np.max)
tensors["output.odd.mfcc13"] = librosa.feature.mfcc(S=librosa.power_to_db(librosa.feature.melspectrogram(y=short, sr=sr, **configs["odd"])), n_mfcc=13)
folder = pathlib.Path("../../../../../experiments/src/test/resources/fixtures/audio")
folder.mkdir(parents=True, exist_ok=True)
save_file({k: np.ascontiguousarray(v, dtype=np.float32) for k, v in tensors.items()}, folder / "mel_spectrogram.safetensors",
          {"area": "audio", "case": "mel_spectrogram", "sr": str(sr), "configs": json.dumps(configs), "source": "librosa 0.11",
           "class": "librosa.feature.melspectrogram, power_to_db, mfcc", "tolerance": json.dumps({"output": 0.001, "db_abs": 0.02})})
