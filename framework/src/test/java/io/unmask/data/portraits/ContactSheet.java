package io.unmask.data.portraits;

import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.Landmarks;
import io.unmask.data.Split;
import io.unmask.media.Image;
import io.unmask.random.Seeds;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Writes a sheet of portraits to look at: two photos a person, side by side. Arguments: file, people a row, rows,
 * pixels a tile, and optionally "landmarks". {@code docs/portraits.png} is made by {@code docs/portraits.png 3 4 76}.
 */
final class ContactSheet {
    private ContactSheet() {}

    public static void main(String[] arguments) throws IOException {
        int people = Integer.parseInt(arguments[1]);
        int rows = Integer.parseInt(arguments[2]);
        int tile = Integer.parseInt(arguments[3]);
        boolean marked = arguments.length > 4 && arguments[4].equals("landmarks");
        Portraits source = new Portraits(2 * people * rows + 3, 2, 160, 0.6, 0.2, 1);
        List<Clip> clips = source.clips(new DataRequest(Split.TRAIN, Compression.RAW, Seeds.of(1), Path.of(".")));
        BufferedImage sheet = new BufferedImage(2 * people * tile, rows * tile, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        for (int i = 0; i < 2 * people * rows; i++) {
            Clip clip = clips.get(i);
            int left = i % (2 * people) * tile;
            int top = i / (2 * people) * tile;
            java.awt.Image picture = picture(clip.frames().get(0).image().read());
            pen.drawImage(picture.getScaledInstance(tile, tile, java.awt.Image.SCALE_AREA_AVERAGING), left, top, null);
            Landmarks marks = clip.frames().get(0).landmarks();
            if (marked && marks != null) {
                pen.setColor(Color.GREEN);
                for (int p = 0; p < marks.size(); p++) {
                    int x = Math.round((marks.x(p) + 0.5f) * tile / 160);
                    int y = Math.round((marks.y(p) + 0.5f) * tile / 160);
                    pen.fillRect(left + x - 1, top + y - 1, 2, 2);
                }
            }
        }
        pen.dispose();
        ImageIO.write(sheet, "png", Path.of(arguments[0]).toFile());
    }

    private static BufferedImage picture(Image image) {
        BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                picture.setRGB(x, y, image.at(x, y, 0) << 16 | image.at(x, y, 1) << 8 | image.at(x, y, 2));
            }
        }
        return picture;
    }
}
