import { expect, test } from 'vitest';
import { createLibrary } from '../../src/knowledge/index.ts';
import { scratchStore } from '../scratch.ts';
import { createCommunity } from './community.ts';

const clock = { now: () => 0, wait: async () => {} };
const never = new AbortController().signal;

/** By language, what is known and how somebody else asks for it: inflected, reordered, or with other words around it. */
const languages: Record<string, [title: string, text: string, asked: string][]> = {
  Chinese: [
    ['怎么安装浏览器？', '在设置里打开软件中心，搜索浏览器并点击安装。', '我想装一个浏览器'],
    ['忘记密码怎么办？', '在登录页面点击“重置密码”，然后查收邮件。', '密码忘了，如何重置'],
    ['打印机不工作', '检查电缆，然后重新启动打印服务。', '我的打印机没有反应'],
  ],
  Japanese: [
    [
      'ブラウザをインストールするには？',
      'ソフトウェアセンターで検索してインストールします。',
      'ブラウザのインストール方法を教えてください',
    ],
    [
      'パスワードを忘れました',
      'ログイン画面で「再設定」を押してメールを確認します。',
      'パスワードの再設定はどうすればいいですか',
    ],
    ['プリンターが動かない', 'ケーブルを確認し、印刷サービスを再起動します。', '印刷できない、プリンターの問題'],
  ],
  Korean: [
    ['브라우저를 어떻게 설치하나요?', '소프트웨어 센터에서 검색하여 설치합니다.', '브라우저 설치 방법'],
    [
      '비밀번호를 잊어버렸어요',
      '로그인 화면에서 재설정을 누르고 메일을 확인하세요.',
      '비밀번호가 기억나지 않는데 재설정하려면',
    ],
    ['프린터가 작동하지 않습니다', '케이블을 확인하고 인쇄 서비스를 다시 시작하세요.', '프린터 문제 해결'],
  ],
  Thai: [
    ['ติดตั้งเบราว์เซอร์อย่างไร', 'เปิดศูนย์ซอฟต์แวร์ ค้นหา แล้วกดติดตั้ง', 'อยากติดตั้งเบราว์เซอร์ต้องทำยังไง'],
    ['ลืมรหัสผ่าน', 'กดตั้งรหัสผ่านใหม่ที่หน้าเข้าสู่ระบบ แล้วตรวจอีเมล', 'รหัสผ่านลืมแล้วจะตั้งใหม่ได้ไหม'],
    ['เครื่องพิมพ์ไม่ทำงาน', 'ตรวจสายเคเบิล แล้วเริ่มบริการพิมพ์ใหม่', 'ปัญหาเครื่องพิมพ์'],
  ],
  Hindi: [
    ['ब्राउज़र कैसे स्थापित करें?', 'सॉफ़्टवेयर केंद्र खोलें, खोजें और स्थापित करें दबाएँ।', 'मुझे ब्राउज़र की स्थापना करनी है'],
    ['पासवर्ड भूल गया', 'लॉगिन पृष्ठ पर नया पासवर्ड चुनें और ईमेल देखें।', 'पासवर्ड याद नहीं, नया पासवर्ड कैसे बनाऊँ'],
    ['प्रिंटर काम नहीं कर रहा', 'केबल जाँचें और मुद्रण सेवा फिर से चालू करें।', 'मेरे प्रिंटर में समस्या है'],
  ],
  Arabic: [
    ['كيف أثبت المتصفح؟', 'افتح مركز البرامج وابحث عنه ثم اضغط تثبيت.', 'أريد تثبيت متصفح جديد'],
    ['نسيت كلمة المرور', 'اضغط على إعادة التعيين في صفحة الدخول وافحص بريدك.', 'كيف أعيد تعيين كلمة مروري'],
    ['الطابعة لا تعمل', 'افحص الكابل ثم أعد تشغيل خدمة الطباعة.', 'مشكلة في طابعتي'],
  ],
  Russian: [
    ['Как установить браузер?', 'Откройте центр программ, найдите его и нажмите «Установить».', 'установка браузера'],
    ['Я забыл пароль', 'Нажмите «Сбросить» на странице входа и проверьте почту.', 'как сменить забытый пароль'],
    ['Принтер не работает', 'Проверьте кабель и перезапустите службу печати.', 'проблемы с принтером'],
  ],
  Turkish: [
    [
      'Tarayıcı nasıl kurulur?',
      'Yazılım merkezini açın, arayın ve kur düğmesine basın.',
      'tarayıcıyı kurmak istiyorum',
    ],
    ['Parolamı unuttum', 'Giriş sayfasında sıfırlayı seçin ve e-postanıza bakın.', 'unutulan parola nasıl sıfırlanır'],
    ['Yazıcı çalışmıyor', 'Kabloyu denetleyin ve yazdırma hizmetini yeniden başlatın.', 'yazıcımda sorun var'],
  ],
  Greek: [
    ['Πώς εγκαθιστώ έναν περιηγητή;', 'Ανοίξτε το κέντρο λογισμικού και πατήστε εγκατάσταση.', 'εγκατάσταση περιηγητή'],
    [
      'Ξέχασα τον κωδικό μου',
      'Πατήστε επαναφορά στη σελίδα σύνδεσης και δείτε τα μηνύματά σας.',
      'επαναφορά του κωδικού',
    ],
    ['Ο εκτυπωτής δεν λειτουργεί', 'Ελέγξτε το καλώδιο και επανεκκινήστε την υπηρεσία.', 'πρόβλημα με τον εκτυπωτή'],
  ],
};

test.each(Object.keys(languages))(
  'what is known in %s is found in other words of it, among all the others',
  async (language) => {
    const store = await scratchStore();
    const community = await createCommunity(store);
    await community.addTogether(
      Object.values(languages).flatMap((pairs) => pairs.map(([title, text]) => ({ title, text }))),
    );
    const library = createLibrary({ store, clock });
    for (const [title, , question] of languages[language] ?? []) {
      const asked = { communityId: community.communityId, roomId: null, question, limit: 1 };
      const { passages } = await library.search(asked, never);
      expect({ question, first: passages[0]?.title }).toEqual({ question, first: title });
    }
  },
);
